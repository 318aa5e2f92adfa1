import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { argsort, array, diagonal, take, zeros } from "../../../engine/array/index.js";
import { DtypeError, ShapeError } from "../../../engine/errors.js";
import { modelOf, smallArrays, valuesOf } from "./model.js";

const picked = smallArrays()
  .filter((x) => x.ndim > 0)
  .chain((x) =>
    fc.nat({ max: x.ndim - 1 }).chain((axis) => {
      const length = x.shape[axis] as number;
      const indices = fc.array(fc.integer({ min: -length, max: length - 1 }), { maxLength: 5 });
      return fc.tuple(fc.constant(x), fc.constant(axis), indices);
    }),
  );

describe("take", () => {
  test("picks along an axis, in the order of the indices, counting negative ones from the end", () => {
    fc.assert(
      fc.property(picked, ([x, axis, indices]) => {
        const model = modelOf(x);
        const at = (index: readonly number[]) =>
          model.at(index.with(axis, indices[index[axis] as number] as number));
        const shape = x.shape.with(axis, indices.length);
        const result = take(x, array(indices, { shape: [indices.length] }), axis);
        expect(result.shape).toEqual(shape);
        expect([...result.data]).toEqual(valuesOf({ shape, at }));
      }),
    );
  });

  test("puts the shape of the indices in place of the axis", () => {
    expect(
      take(zeros([3, 4]), [
        [0, 1],
        [2, 0],
      ]).shape,
    ).toEqual([2, 2, 4]);
  });

  test("refuses fractions, truth values and positions outside the axis, naming them", () => {
    expect(() => take([1, 2], [0.5])).toThrow(DtypeError);
    expect(() => take([1, 2], [true])).toThrow(/bool indices/);
    expect(() => take([1, 2], [2])).toThrow(ShapeError);
    expect(() => take([1, 2], [2])).toThrow(/index 2 .* axis 0 .*\[2\]/);
  });
});

describe("argsort", () => {
  test("orders every row along the axis, and take gives it sorted", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        const sorted = take(array(values), argsort(values));
        expect([...sorted.data]).toEqual(values.toSorted((a, b) => a - b));
      }),
    );
  });

  test("keeps the order of equal values and puts NaN last", () => {
    expect([...argsort([2, NaN, 1, 2, NaN, 1]).data]).toEqual([2, 5, 0, 3, 1, 4]);
  });

  test("sorts along the axis that it is told", () => {
    expect(
      argsort(
        [
          [3, 1],
          [2, 5],
        ],
        0,
      ).toArray(),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(
      argsort([
        [3, 1],
        [2, 5],
      ]).toArray(),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(
      argsort(
        [
          [1, 9, 5],
          [8, 2, 4],
        ],
        0,
      ).toArray(),
    ).toEqual([
      [0, 1, 1],
      [1, 0, 0],
    ]);
  });
});

describe("diagonal", () => {
  test("is what get(i, i) reads, also of oblong matrices", () => {
    const x = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([...diagonal(x).data]).toEqual([1, 5]);
    expect(() => diagonal(array([1, 2]))).toThrow(/\[2\] is not a matrix/);
  });
});
