import { describe, expect, expectTypeOf, test } from "vitest";
import { evaluate, type Program } from "../../../engine/core/program.js";
import { record } from "../../../engine/core/recording.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

/** Multiplies by w until 10 is reached: x·wⁿ. */
const grow = (x: NDArray, w: NDArray = nt.array(2)): NDArray =>
  nt.whileLoop(
    (y) => y.less(10),
    (y) => y.mul(w),
    x,
  );
const byHand = (x: number, w = 2): { value: number; n: number } => {
  let [value, n] = [x, 0];
  while (value < 10) [value, n] = [value * w, n + 1];
  return { value, n };
};
const points = [3, 7, 20, 0.4];

function expectNumbers(found: NDArray, wanted: readonly number[]): void {
  expect(found.shape).toEqual([wanted.length]);
  wanted.forEach((value, k) => expect(found.slice(k).item()).toBeCloseTo(value, 12));
}

const scalar = { shape: [], dtype: "float64" } as const;
const recorded = (g: (x: NDArray) => NDArray): Program =>
  record("jit", [scalar], ([x]) => [g(x as NDArray)]);
const runs = (program: Program) => (x: NDArray) => evaluate(program, [x])[0] as NDArray;

describe("whileLoop", () => {
  test("agrees with a JS loop, in values and derivatives of both modes", () => {
    for (const p of points) {
      const x = nt.array(p);
      const { value, n } = byHand(p, 1.5);
      const w = nt.array(1.5);
      expect(grow(x, w).item()).toBe(value);
      expect(nt.grad(grow)(x, w).item()).toBeCloseTo(1.5 ** n, 12);
      // ∂(x wⁿ)/∂w = n x wⁿ⁻¹
      const byFactor = (v: NDArray) => grow(x, v);
      expect(nt.grad(byFactor)(w).item()).toBeCloseTo(n * p * 1.5 ** (n - 1), 11);
      expect(nt.jacfwd(byFactor)(w).item()).toBeCloseTo(n * p * 1.5 ** (n - 1), 11);
      const bend = n * (n - 1) * p * 1.5 ** (n - 2);
      expect(nt.hessian(byFactor)(w).item()).toBeCloseTo(bend, 10);
    }
  });

  test("under vmap it goes on until every example is done", () => {
    const x = nt.array(points);
    const slopes = points.map((p) => 2 ** byHand(p).n);
    const one = (p: NDArray) => grow(p);
    expectNumbers(
      nt.vmap(one)(x),
      points.map((p) => byHand(p).value),
    );
    expectNumbers(nt.vmap(nt.grad(one))(x), slopes);
    expectNumbers(nt.grad((y: NDArray) => nt.vmap(one)(y).sum())(x), slopes);
    expectNumbers(nt.vmap(nt.jacfwd(one))(x), slopes);
    const grid = nt.vmap(nt.vmap(grow, { inAxes: [null, 0] }), { inAxes: [0, null] });
    const table = grid(x, nt.array([1.5, 2]));
    const wanted = points.flatMap((p) => [byHand(p, 1.5).value, byHand(p, 2).value]);
    expectNumbers(table.reshape([8]), wanted);
  });

  test("within a recorded program it is one operation, and all transforms pass through it", () => {
    const program = recorded((x) => grow(x));
    const names = program.equations.map(({ primitive }) => primitive.name);
    expect(names).toContain("whileLoop");
    expect(names).not.toContain("mul");
    const g = runs(program);
    for (const p of points) {
      const { value, n } = byHand(p);
      expect(g(nt.array(p)).item()).toBe(value);
      expect(nt.grad(g)(nt.array(p)).item()).toBe(2 ** n);
      expect(nt.jacfwd(g)(nt.array(p)).item()).toBe(2 ** n);
    }
    expectNumbers(
      nt.vmap(g)(nt.array(points)),
      points.map((p) => byHand(p).value),
    );
    expectNumbers(
      nt.vmap(nt.grad(g))(nt.array(points)),
      points.map((p) => 2 ** byHand(p).n),
    );
  });

  test("forward mode and vmap within the recorded program are right too", () => {
    const square = (x: NDArray): NDArray =>
      nt.whileLoop(
        ([y]) => y.less(100),
        ([y, n]) => [y.mul(y), n.add(1)] as const,
        [x, nt.array(0)] as const,
      )[0];
    // 3 → 9 → 81 → 6561 = 3⁸
    expect(runs(recorded(nt.jacfwd(square)))(nt.array(3)).item()).toBeCloseTo(8 * 3 ** 7, 8);
    const second = nt.jacfwd(nt.jacfwd(square));
    expect(runs(recorded(second))(nt.array(3)).item()).toBeCloseTo(56 * 3 ** 6, 8);
    const many = record("jit", [{ shape: [4], dtype: "float64" }], ([x]) => [
      nt.vmap(nt.jacfwd((y: NDArray) => grow(y)))(x as NDArray),
    ]);
    const wanted = points.map((p) => 2 ** byHand(p).n);
    expectNumbers(evaluate(many, [nt.array(points)])[0] as NDArray, wanted);
  });

  test("reverse mode is refused only where the number of steps is not known", () => {
    expect(() => recorded(nt.grad((x: NDArray) => grow(x)))).toThrow(
      /whileLoop: reverse mode keeps every step.*outside of jit, use scan/,
    );
  });

  test("condition and body may close over traced arrays", () => {
    const upTo = (limit: NDArray): NDArray =>
      nt.whileLoop(
        (y) => y.less(limit),
        (y) => y.mul(2).add(limit.mul(0.01)),
        nt.array(1),
      );
    const slopeAt = (limit: number) => Number(nt.grad(upTo)(nt.array(limit)).item());
    const wanted = slopeAt(30);
    expect(nt.gradCheck(upTo, nt.array(30)).reverse).toBeLessThan(1e-9);
    expect(
      nt
        .grad(runs(recorded(upTo)))(nt.array(30))
        .item(),
    ).toBeCloseTo(wanted, 13);
    expect(runs(recorded(nt.jacfwd(upTo)))(nt.array(30)).item()).toBeCloseTo(wanted, 13);
    const limits = [30, 3, 200];
    const each = nt.vmap(nt.grad(upTo))(nt.array(limits));
    expectNumbers(each, limits.map(slopeAt));
    expectNumbers(
      nt.vmap(runs(recorded(upTo)))(nt.array(limits)),
      limits.map((limit) => Number(upTo(nt.array(limit)).item())),
    );
  });

  test("the carry is a tree, with its types, and may hold integers", () => {
    const init = { n: nt.array(new Int32Array([1]), { shape: [] }), x: 27 };
    const result = nt.whileLoop(
      ({ x }) => x.greater(1),
      ({ n, x }) => ({ n: n.add(1), x: x.div(3) }),
      init,
    );
    expectTypeOf(result.x).toEqualTypeOf<NDArray>();
    expect([result.n.item(), result.x.item()]).toEqual([4, 1]);
    const slope = nt.grad((x: NDArray) => {
      return nt.whileLoop(
        (c) => c.x.greater(1),
        (c) => ({ n: c.n.add(1), x: c.x.div(3) }),
        { n: init.n, x },
      ).x;
    });
    expect(slope(nt.array(27)).item()).toBeCloseTo(1 / 27, 16);
  });

  test("what does not fit is named", () => {
    expect(() =>
      nt.whileLoop(
        (y) => y.less(9),
        (y) => nt.stack([y, y]),
        1,
      ),
    ).toThrow(
      "whileLoop: the carry: an array float64 of shape [2] where float64 of shape [] was expected",
    );
    expect(() =>
      nt.whileLoop(
        (y) => y.less(9),
        (y) => y,
        [1, 2],
      ),
    ).toThrow("whileLoop: the predicate has the shape [2]; it must be one truth value");
  });
});
