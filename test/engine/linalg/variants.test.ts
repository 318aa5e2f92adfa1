import { readFileSync } from "node:fs";
import { afterEach, expect, it, vi } from "vitest";
import { assetUrl } from "../../../engine/platform/assets.js";
import { distance, epsilon, noise, positiveDefinite } from "./matrices.js";

const relaxedRuns = WebAssembly.validate(readFileSync(assetUrl("ntkbook.relaxed.wasm")));

/** The functions over a variant of their own. */
async function linalgOf(simd: "base" | "relaxed") {
  vi.resetModules();
  vi.stubEnv("NTKBOOK_SIMD", simd);
  return import("../../../engine/linalg/index.js");
}

afterEach(() => vi.unstubAllEnvs());

// Inputs are nested lists: each variant has array classes of its own.
// Without relaxed SIMD in the runtime (Node 20) there is nothing to compare.
it.skipIf(!relaxedRuns)("both SIMD variants agree to rounding", async () => {
  const n = 150;
  const a = positiveDefinite(n, "float64").toArray();
  const b = noise(n, 33, "float64").toArray();
  const results = [];
  for (const simd of ["base", "relaxed"] as const) {
    const { cholesky, matmul, triangularSolve } = await linalgOf(simd);
    const l = cholesky(a);
    results.push([matmul(a, b), l, triangularSolve(l, b)] as const);
  }
  const [base, relaxed] = results;
  // Each is within n ε of the exact result, whose elements are of order one.
  base?.forEach((matrix, i) => {
    const other = relaxed?.[i];
    expect(other && distance(matrix, other)).toBeLessThanOrEqual(4 * n * epsilon.float64);
  });
});
