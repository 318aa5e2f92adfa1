import { describe, expect, expectTypeOf, test } from "vitest";
import { evaluate, type Program } from "../../../engine/core/program.js";
import { record } from "../../../engine/core/recording.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

/** x² above 1, otherwise sin x. */
const f = (x: NDArray): NDArray =>
  nt.cond(
    x.greater(1),
    (y) => y.mul(y),
    (y) => nt.sin(y),
    x,
  );
const slope = (x: number): number => (x > 1 ? 2 * x : Math.cos(x));
const bend = (x: number): number => (x > 1 ? 2 : -Math.sin(x));
const points = [-0.5, 0.7, 1.5, 3];

function expectNumbers(found: NDArray, wanted: readonly number[]): void {
  expect(found.shape).toEqual([wanted.length]);
  wanted.forEach((value, k) => expect(found.slice(k).item()).toBeCloseTo(value, 13));
}

const scalar = { shape: [], dtype: "float64" } as const;
const recorded = (g: (x: NDArray) => NDArray): Program =>
  record("jit", [scalar], ([x]) => [g(x as NDArray)]);
const runs = (program: Program) => (x: NDArray) => evaluate(program, [x])[0] as NDArray;

describe("cond", () => {
  test("only the function that is chosen runs", () => {
    const refuse = (): never => {
      throw new Error("ran");
    };
    expect(nt.cond(true, (x) => x.mul(2), refuse, nt.array(3)).item()).toBe(6);
    expect(nt.cond(0, refuse as (x: NDArray) => NDArray, (x) => x.mul(2), nt.array(3)).item()).toBe(
      6,
    );
    expect(nt.grad(f)(nt.array(3)).item()).toBe(6);
  });

  test("under vmap every example takes its own result and derivative", () => {
    const x = nt.array(points);
    expectNumbers(
      nt.vmap(f)(x),
      points.map((p) => (p > 1 ? p * p : Math.sin(p))),
    );
    expectNumbers(nt.vmap(nt.grad(f))(x), points.map(slope));
    expectNumbers(nt.vmap(nt.grad(nt.grad(f)))(x), points.map(bend));
    expectNumbers(nt.grad((y: NDArray) => nt.vmap(f)(y).sum())(x), points.map(slope));
    expectNumbers(nt.vmap(nt.jacfwd(f))(x), points.map(slope));
    const twice = nt.vmap(nt.vmap(f))(x.reshape([2, 2]));
    expectNumbers(
      twice.reshape([4]),
      points.map((p) => (p > 1 ? p * p : Math.sin(p))),
    );
  });

  test("within a recorded program it is one operation, and all transforms pass through it", () => {
    const program = recorded(f);
    const names = program.equations.map(({ primitive }) => primitive.name);
    expect(names).toContain("cond");
    expect(names).not.toContain("sin");
    const g = runs(program);
    const x = nt.array(points);
    for (const p of points) {
      expect(g(nt.array(p)).item()).toBe(f(nt.array(p)).item());
      expect(nt.grad(g)(nt.array(p)).item()).toBeCloseTo(slope(p), 14);
      expect(nt.jacfwd(nt.grad(g))(nt.array(p)).item()).toBeCloseTo(bend(p), 14);
      expect(nt.grad(nt.grad(g))(nt.array(p)).item()).toBeCloseTo(bend(p), 14);
    }
    expectNumbers(
      nt.vmap(g)(x),
      points.map((p) => (p > 1 ? p * p : Math.sin(p))),
    );
    expectNumbers(nt.vmap(nt.grad(g))(x), points.map(slope));
    expectNumbers(nt.grad((y: NDArray) => nt.vmap(g)(y).sum())(x), points.map(slope));
  });

  test("derivatives and vmap within the recorded program are right too", () => {
    for (const p of points) {
      const x = nt.array(p);
      expect(runs(recorded(nt.grad(f)))(x).item()).toBeCloseTo(slope(p), 14);
      expect(runs(recorded(nt.jacfwd(f)))(x).item()).toBeCloseTo(slope(p), 14);
      expect(runs(recorded(nt.grad(nt.grad(f))))(x).item()).toBeCloseTo(bend(p), 14);
    }
    const many = record("jit", [{ shape: [4], dtype: "float64" }], ([x]) => [
      nt.vmap(nt.grad(f))(x as NDArray),
    ]);
    expectNumbers(evaluate(many, [nt.array(points)])[0] as NDArray, points.map(slope));
  });

  test("both functions may close over traced arrays", () => {
    const closing = (x: NDArray): NDArray =>
      nt.cond(
        x.greater(1),
        () => x.mul(x),
        (y) => nt.sin(x).mul(y),
        nt.array(2),
      );
    for (const [p, wanted] of [
      [3, 6],
      [0.5, 2 * Math.cos(0.5)],
    ] as const) {
      const x = nt.array(p);
      expect(nt.grad(closing)(x).item()).toBeCloseTo(wanted, 14);
      expect(runs(recorded(nt.grad(closing)))(x).item()).toBeCloseTo(wanted, 14);
      expect(
        nt
          .grad(runs(recorded(closing)))(x)
          .item(),
      ).toBeCloseTo(wanted, 14);
    }
    expectNumbers(nt.vmap(nt.grad(closing))(nt.array([3, 0.5])), [6, 2 * Math.cos(0.5)]);
  });

  test("operands and results are trees, with their types", () => {
    const result = nt.cond(
      false,
      ({ a }, b) => ({ sum: a.add(b), n: null }),
      ({ a }, b) => ({ sum: a.sub(b), n: null }),
      { a: nt.array([1, 2]) },
      5,
    );
    expectTypeOf(result.sum).toExtend<NDArray>();
    expect(result.sum.toArray()).toEqual([-4, -3]);
  });

  test("what does not fit is named", () => {
    expect(() =>
      nt.cond(
        [true, false],
        (x) => x,
        (x) => x,
        nt.array(1),
      ),
    ).toThrow(
      /cond: the predicate has the shape \[2\]; .* any or all, or choose elements with where/,
    );
    const uneven = (x: NDArray): NDArray =>
      nt.cond<[NDArray], NDArray>(
        x.greater(0),
        (y) => y,
        (y) => nt.stack([y, y]),
        x,
      );
    expect(() => nt.vmap(uneven)(nt.array([-1, 1]))).toThrow(
      "cond: the result of ifFalse: an array float64 of shape [2] where float64 of shape []",
    );
    expect(() => recorded(uneven)).toThrow("cond: the result of ifFalse");
  });

  test("a JS condition on a value that is not known yet is refused, naming the way out", () => {
    expect(() => recorded((x) => (Number(x.item()) > 0 ? x : x.neg()))).toThrow(
      /use where, cond or whileLoop/,
    );
  });
});
