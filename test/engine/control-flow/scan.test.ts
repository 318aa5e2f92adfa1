import { describe, expect, expectTypeOf, test } from "vitest";
import { linearizeFlat } from "../../../engine/autodiff/linearize.js";
import { isVariable } from "../../../engine/core/program.js";
import { record } from "../../../engine/core/recording.js";
import { evaluate } from "../../../engine/core/program.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

function expectClose(found: NDArray, wanted: NDArray, tolerance = 1e-13): void {
  expect(found.shape).toEqual(wanted.shape);
  expect(nt.abs(found.sub(wanted)).max().item()).toBeLessThanOrEqual(tolerance);
}

const w = nt.array([
  [0.3, -0.2],
  [0.5, 0.1],
]);
const xs = nt.array([
  [0.1, 0.7],
  [-0.4, 0.2],
  [0.9, -1.1],
]);
const h0 = nt.array([0.2, -0.3]);

/** A recurrent network: h ← tanh(w h + x), y = h². */
const cell = (v: NDArray) => (h: NDArray, x: NDArray) => {
  const next = nt.tanh(nt.matmul(v, h).add(x));
  return [next, next.mul(next)] as const;
};
const viaScan = (v: NDArray, x: NDArray): NDArray => {
  const [h, ys] = nt.scan(cell(v), h0, x);
  return ys.sum().add(h.sum());
};
const byHand = (v: NDArray, x: NDArray): NDArray => {
  let h: NDArray = h0;
  let total: NDArray = nt.array(0);
  for (let t = 0; t < 3; t++) {
    const [next, y] = cell(v)(h, x.slice(t));
    h = next;
    total = total.add(y.sum());
  }
  return total.add(h.sum());
};

describe("scan", () => {
  test("carries along and collects, forwards and in reverse", () => {
    const step = (sum: NDArray, x: NDArray) => [sum.add(x), sum] as const;
    const [last, before] = nt.scan(step, 0, [1, 2, 3]);
    expect([last.item(), before.toArray()]).toEqual([6, [0, 1, 3]]);
    const [, after] = nt.scan(step, 0, [1, 2, 3], { reverse: true });
    expect(after.toArray()).toEqual([5, 3, 0]);
  });

  test("agrees with a loop by hand, in values and in derivatives to second order", () => {
    expectClose(viaScan(w, xs), byHand(w, xs));
    for (const argnums of [0, 1]) {
      expectClose(nt.jacrev(viaScan, { argnums })(w, xs), nt.jacrev(byHand, { argnums })(w, xs));
    }
    const f = (v: NDArray) => viaScan(v, xs);
    expectClose(nt.jacfwd(f)(w), nt.jacrev(f)(w));
    expectClose(nt.hessian(f)(w), nt.hessian((v: NDArray) => byHand(v, xs))(w));
    expect(nt.gradCheck(f, w).reverse).toBeLessThan(1e-9);
  });

  test("under vmap it does what a loop over the examples does", () => {
    const many = nt.stack([xs, xs.mul(2), xs.neg()]);
    const each = nt.vmap(viaScan, { inAxes: [null, 0] })(w, many);
    expectClose(each, nt.stack([xs, xs.mul(2), xs.neg()].map((x) => viaScan(w, x))));
    const gradients = nt.vmap(nt.grad(viaScan), { inAxes: [null, 0] })(w, many);
    expectClose(gradients, nt.stack([xs, xs.mul(2), xs.neg()].map((x) => nt.grad(viaScan)(w, x))));
  });

  test("carry, elements and results are trees, with their types", () => {
    const step = (
      carry: { position: NDArray; n: NDArray },
      [velocity, scale]: readonly [NDArray, NDArray],
    ) => {
      const position = carry.position.add(velocity.mul(scale));
      return [
        { position, n: carry.n.add(1) },
        { position, note: null },
      ] as const;
    };
    const init = { position: nt.zeros([2]), n: nt.array(0) };
    const [last, path] = nt.scan(step, init, [xs, nt.array([1, 10, 100])]);
    expectTypeOf(path.position).toExtend<NDArray>();
    expectTypeOf(path.note).toEqualTypeOf<null>();
    expect(last.n.item()).toBe(3);
    expectClose(path.position, nt.cumsum(xs.mul([[1], [10], [100]]), 0));
    expectClose(last.position, path.position.slice(-1));
  });

  test("without elements it needs a length; without steps the results are empty", () => {
    const powers = nt.scan((x: NDArray) => [x.mul(2), x], 1, null, { length: 4 })[1];
    expect(powers.toArray()).toEqual([1, 2, 4, 8]);
    const [h, ys] = nt.scan(cell(w), h0, nt.zeros([0, 2]));
    expect(h).toBe(h0);
    expect(ys.shape).toEqual([0, 2]);
    expect(() => nt.scan((x: NDArray) => [x, x], 1, null)).toThrow(/give arrays .* or the option/);
  });

  test("elements and results are taken apart and put together by one operation each", () => {
    const length = 50;
    const program = record("test", [{ shape: [length], dtype: "float64" }], ([x]) => {
      return [nt.scan((c: NDArray, e: NDArray) => [c.add(e), c], 0, x as NDArray)[1]];
    });
    const count = (name: string) =>
      program.equations.filter(({ primitive }) => primitive.name === name).length;
    expect([count("unstack"), count("concat"), count("slice")]).toEqual([1, 1, 0]);
    const x = nt.linspace(0, 1, length);
    const exclusive = nt.cumsum(x).sub(x);
    expectClose(evaluate(program, [x])[0] as NDArray, exclusive);
  });

  test("with a checkpoint in every step reverse mode keeps no insides", () => {
    const deep = (h: NDArray, x: NDArray) => {
      let y = h.add(x);
      for (let k = 0; k < 8; k++) y = nt.sin(y.mul(y));
      return y;
    };
    const kept = (step: typeof deep): number => {
      const run = (x: NDArray) => nt.scan((h: NDArray, e: NDArray) => [step(h, e), null], 0, x)[0];
      const at = [nt.linspace(0, 1, 20)];
      const { derivative } = linearizeFlat("test", ([x]) => [run(x as NDArray)], at);
      const arrays = derivative.equations.flatMap(({ inputs }) => inputs);
      return new Set(arrays.filter((atom) => !isVariable(atom))).size;
    };
    // The number of the branch, the carry and the element of each step.
    expect(kept(nt.checkpoint(deep))).toBeLessThanOrEqual(3 * 20);
    expect(kept(deep)).toBeGreaterThan(16 * 19);
  });

  test("what does not fit is named", () => {
    expect(() => nt.scan((c: NDArray) => [nt.stack([c, c]), null], 0, [1, 2])).toThrow(
      "scan: the carry: an array float64 of shape [2] where float64 of shape [] was expected",
    );
    expect(() => nt.scan((c: NDArray) => [c.greater(0), null], 0, [1, 2])).toThrow(
      "an array bool of shape [] where float64",
    );
    expect(() => nt.scan((c: NDArray) => [{ a: c }, null], 0, [1, 2])).toThrow(
      "scan: the carry: a tree {a: *} where * was expected",
    );
    expect(() => nt.scan((c: NDArray) => c as never, 0, [1, 2])).toThrow(/the pair \[carry, y\]/);
    const two = [nt.zeros([3]), nt.zeros([4, 2])] as const;
    expect(() => nt.scan((c: NDArray) => [c, null], 0, two)).toThrow(
      "scan: an array of xs has the shape [4, 2], and another array has 3; axis 0 holds the steps",
    );
    expect(() => nt.scan((c: NDArray) => [c, null], 0, [1, 2], { length: 3 })).toThrow(
      "the shape [2], and length is 3",
    );
    let t = 1;
    expect(() => nt.scan((c: NDArray) => [c, nt.zeros([t++])], 0, [1, 2])).toThrow(
      "scan: the result of a step: an array float64 of shape [2] where float64 of shape [1]",
    );
  });
});
