import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as nt from "../../../engine/array/index.js";
import { ShapeError } from "../../../engine/errors.js";
import { modelOf, shapes, smallArrays, valuesOf, type Model } from "./model.js";

/** Two shapes that broadcast: from a common one, axes are dropped in front or shrunk to 1. */
const broadcastable = shapes.chain((common) => {
  const variant = fc
    .tuple(
      fc.nat({ max: common.length }),
      fc.array(fc.boolean(), { minLength: common.length, maxLength: common.length }),
    )
    .map(([dropped, shrunk]) =>
      common.map((length, axis) => (shrunk[axis] === true ? 1 : length)).slice(dropped),
    );
  return fc.tuple(variant, variant);
});

const operands = broadcastable.chain(([a, b]) =>
  fc.tuple(smallArrays(fc.constant(a)), smallArrays(fc.constant(b))),
);

/** Axes aligned at the end; the position on an axis of length 1, or a missing one, is 0. */
function broadcastModel(a: Model, b: Model, value: (x: number, y: number) => number): Model {
  const ndim = Math.max(a.shape.length, b.shape.length);
  const shape = Array.from({ length: ndim }, (_, axis) =>
    Math.max(
      a.shape[axis - ndim + a.shape.length] ?? 1,
      b.shape[axis - ndim + b.shape.length] ?? 1,
    ),
  );
  const read = (m: Model, index: readonly number[]): number =>
    m.at(
      m.shape.map((length, axis) =>
        length === 1 ? 0 : (index[axis + ndim - m.shape.length] as number),
      ),
    );
  return { shape, at: (index) => value(read(a, index), read(b, index)) };
}

const functions = {
  add: (x: number, y: number) => x + y,
  sub: (x: number, y: number) => x - y,
  mul: (x: number, y: number) => x * y,
  div: (x: number, y: number) => x / y,
  pow: (x: number, y: number) => x ** y,
  maximum: (x: number, y: number) => Math.max(x, y),
  minimum: (x: number, y: number) => Math.min(x, y),
  less: (x: number, y: number) => Number(x < y),
  lessEqual: (x: number, y: number) => Number(x <= y),
  greater: (x: number, y: number) => Number(x > y),
  greaterEqual: (x: number, y: number) => Number(x >= y),
  equal: (x: number, y: number) => Number(x === y),
  notEqual: (x: number, y: number) => Number(x !== y),
};

describe("functions of two arrays", () => {
  test.each(Object.entries(functions))("%s broadcasts like the model", (name, value) => {
    const f = nt[name as keyof typeof functions];
    fc.assert(
      fc.property(operands, ([a, b]) => {
        const got = f(a, b);
        const want = broadcastModel(modelOf(a), modelOf(b), value);
        expect(got.shape).toEqual(want.shape);
        expect(Array.from(got.data)).toEqual(valuesOf(want));
      }),
    );
  });

  test("a shape that does not fit is refused with both shapes and the axis", () => {
    expect(() => nt.add(nt.zeros([2, 3]), nt.zeros([4, 3]))).toThrow(
      new ShapeError(
        "add: shapes [2, 3] and [4, 3] do not broadcast: axis -2 has lengths 2 and 4; they must be equal, or one of them 1",
      ),
    );
  });

  test("an axis of length 0 broadcasts with 1, not with 2", () => {
    expect(nt.zeros([0, 3]).add(nt.ones([1, 3])).shape).toEqual([0, 3]);
    expect(() => nt.zeros([0, 3]).add(nt.ones([2, 3]))).toThrow(ShapeError);
  });

  test("methods are the functions", () => {
    const a = nt.array([[1, 2, -3]]);
    const b = nt.array([[2], [1]]);
    const pairs: readonly (readonly [nt.NDArray, nt.NDArray])[] = [
      [a.add(b), nt.add(a, b)],
      [a.sub(b), nt.sub(a, b)],
      [a.mul(b), nt.mul(a, b)],
      [a.div(b), nt.div(a, b)],
      [a.pow(b), nt.pow(a, b)],
      [a.maximum(b), nt.maximum(a, b)],
      [a.minimum(b), nt.minimum(a, b)],
      [a.less(b), nt.less(a, b)],
      [a.lessEqual(b), nt.lessEqual(a, b)],
      [a.greater(b), nt.greater(a, b)],
      [a.greaterEqual(b), nt.greaterEqual(a, b)],
      [a.equal(b), nt.equal(a, b)],
      [a.notEqual(b), nt.notEqual(a, b)],
    ];
    for (const [method, f] of pairs) expect(method.toJSON()).toEqual(f.toJSON());
  });

  test("NaN passes through maximum and minimum and compares unequal to itself", () => {
    const x = nt.array([NaN, 1]);
    expect(x.maximum(0).toArray()).toEqual([NaN, 1]);
    expect(x.minimum(0).toArray()).toEqual([NaN, 0]);
    expect(x.equal(x).toArray()).toEqual([false, true]);
    expect(x.notEqual(x).toArray()).toEqual([true, false]);
  });
});

describe("functions of one array", () => {
  const values = {
    neg: (x: number) => -x,
    abs: Math.abs,
    sqrt: Math.sqrt,
    exp: Math.exp,
    log: Math.log,
    sin: Math.sin,
    cos: Math.cos,
  };
  test.each(Object.entries(values))("%s applies to every element", (name, value) => {
    const x = nt.array([
      [-2, -0.5, 0],
      [0.25, 1, NaN],
    ]);
    const got = nt[name as keyof typeof values](x);
    expect(got.shape).toEqual([2, 3]);
    // Four ulps: the library may use its own vectorised functions.
    Array.from(x.data, value).forEach((want, i) => {
      const tolerance = 4 * Number.EPSILON * Math.abs(want);
      if (Number.isFinite(want))
        expect(Math.abs((got.data[i] as number) - want)).toBeLessThanOrEqual(tolerance);
      else expect(got.data[i]).toBe(want);
    });
  });
});
