import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as nt from "../../../engine/array/index.js";
import { ShapeError } from "../../../engine/errors.js";
import { modelOf, positions, smallArrays, valuesOf, type Model } from "./model.js";

/** An array and some of its axes. */
const cases = smallArrays().chain((x) =>
  fc.tuple(fc.constant(x), fc.subarray(x.shape.map((_, axis) => axis))),
);

/** Collects, for every kept position, the elements whose kept axes agree with it. */
function reduceModel(x: Model, axes: readonly number[], value: (all: number[]) => number): Model {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const at = (index: readonly number[]): number =>
    value(
      positions(x.shape)
        .filter((position) => kept.every((axis, k) => position[axis] === index[k]))
        .map(x.at),
    );
  return { shape: kept.map((axis) => x.shape[axis] as number), at };
}

const total = (all: number[]): number => all.reduce((a, b) => a + b, 0);

const functions = {
  sum: total,
  mean: (all: number[]) => total(all) / all.length,
  max: (all: number[]) => Math.max(...all),
  min: (all: number[]) => Math.min(...all),
  all: (all: number[]) => Number(all.every((x) => x !== 0)),
  any: (all: number[]) => Number(all.some((x) => x !== 0)),
};

describe("reductions", () => {
  test.each(Object.entries(functions))("%s over axes is that of the model", (name, value) => {
    const reduce = nt[name as keyof typeof functions];
    fc.assert(
      fc.property(cases, ([x, axes]) => {
        const want = reduceModel(modelOf(x), axes, value);
        const got = reduce(x, axes);
        expect(got.shape).toEqual(want.shape);
        expect(Array.from(got.data)).toEqual(valuesOf(want));
        const keptDims = reduce(x, axes, { keepdims: true }).shape;
        expect(keptDims).toEqual(x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n)));
      }),
    );
  });

  test("argmax and argmin give the first extreme", () => {
    const x = nt.array([
      [3, 9, 9],
      [1, 1, 0],
    ]);
    expect(x.argmax(1).toArray()).toEqual([1, 0]);
    expect(x.argmin(1).toArray()).toEqual([0, 2]);
    expect(x.argmax(0).toArray()).toEqual([0, 0, 0]);
    expect(x.argmax().item()).toBe(1);
    expect(x.argmax(-1).dtype).toBe("int32");
  });

  test("NaN wins every choice", () => {
    const x = nt.array([1, NaN, 5]);
    expect(x.max().item()).toBeNaN();
    expect(x.min().item()).toBeNaN();
    expect(x.argmax().item()).toBe(1);
  });

  test("nothing sums to 0, has no mean and no maximum", () => {
    expect(nt.zeros([0, 2]).sum(0).toArray()).toEqual([0, 0]);
    expect(nt.zeros([0]).mean().item()).toBeNaN();
    expect(nt.zeros([0]).all().item()).toBe(true);
    expect(() => nt.zeros([2, 0]).max(1)).toThrow(ShapeError);
    expect(nt.zeros([2, 0]).max(0).shape).toEqual([0]);
  });

  test("float32 sums are accumulated in double precision", () => {
    // In float32 steps this sum would stop growing at 2²⁴.
    const n = 2 ** 24 + 1000;
    expect(nt.ones([n], { dtype: "float32" }).mean().item()).toBe(1);
  });

  test("a million tenths sum with an error of a few ulps", () => {
    // Pairwise: the error is at most about log2(n/64) + 64 ulps; a plain loop has 1e-6 here.
    const error = nt.full([1_000_000], 0.1).sum().item() - 100_000;
    expect(Math.abs(error)).toBeLessThan(80 * Number.EPSILON * 100_000);
  });

  test("axes that do not exist or repeat are refused", () => {
    expect(() => nt.zeros([2, 3]).sum(2)).toThrow(
      new ShapeError("sum: axis 2 does not exist; use -2 to 1"),
    );
    expect(() => nt.zeros([2, 3]).sum([1, -1])).toThrow(ShapeError);
    expect(() => nt.array(1).sum(0)).toThrow("a 0-d array has no axes");
  });
});
