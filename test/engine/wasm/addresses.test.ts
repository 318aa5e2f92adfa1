import { expect, it } from "vitest";
import { cholesky, gram, matmul, triangularSolve } from "../../../engine/linalg/index.js";
import { withArena } from "../../../engine/wasm/arena.js";
import { dense, erf, relu, serial } from "../../../engine/stax/index.js";
import { bits, noise, positiveDefinite } from "../linalg/matrices.js";

/** Results of everything that computes in the arena. */
function results(): string {
  const [a, b] = [noise(130, 70, "float64"), noise(70, 50, "float32")];
  const l = cholesky(positiveDefinite(150, "float64"));
  const net = serial(dense(1, { bStd: 0.1 }), erf(), dense(1), relu(), dense(1));
  return bits(
    ...[matmul(a, b), gram(a), l, triangularSolve(l, noise(150, 20, "float64"))],
    net.kernel(noise(130, 9, "float32"), null, "ntk"),
  );
}

// As 32-bit integers such addresses are negative. Nothing is written below, so that no memory is spent.
it("addresses beyond 2 GiB give the same bits", () => {
  const low = results();
  const high = withArena((arena) => {
    arena.bytes(2 ** 31 + 2 ** 20);
    return results();
  });
  expect(high).toBe(low);
});
