import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeAxes } from "../../../engine/array/merge-axes.js";
import { array, where, type Dtype } from "../../../engine/array/index.js";
import type { Layout } from "../../../engine/array/strided.js";
import { positions } from "./model.js";

/** Where every element lies, in row-major order. */
const places = ({ shape, strides, offset }: Layout): number[] =>
  positions(shape).map((index) =>
    index.reduce((sum, i, axis) => sum + i * (strides[axis] as number), offset),
  );

const layouts = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }).chain((shape) => {
  const strides = fc.array(fc.integer({ min: -6, max: 12 }), {
    minLength: shape.length,
    maxLength: shape.length,
  });
  const layout = fc
    .tuple(strides, fc.nat({ max: 9 }))
    .map(([own, offset]): Layout => ({ shape, strides: own, offset }));
  return fc.array(layout, { minLength: 1, maxLength: 3 });
});

describe("merged axes", () => {
  it("visit the same elements in the same order", () => {
    fc.assert(
      fc.property(layouts, ([first, ...others]) => {
        const all = [first as Layout, ...others] as const;
        expect(mergeAxes(all).map(places)).toEqual(all.map(places));
      }),
    );
  });

  it("are one where memory is contiguous, and as few as broadcasting leaves", () => {
    const shape = [2, 1, 3, 4, 5];
    const dense = { shape, strides: [60, 60, 20, 5, 1], offset: 0 };
    expect(mergeAxes([dense])[0]).toEqual({ shape: [120], strides: [1], offset: 0 });
    const repeated = { shape, strides: [0, 0, 20, 5, 1], offset: 0 };
    expect(mergeAxes([dense, repeated]).map(({ strides }) => strides)).toEqual([
      [60, 1],
      [0, 1],
    ]);
  });
});

describe("where", () => {
  const c = [true, false, false, true, true];
  const x = [1.5, -2, NaN, -0, 7];

  it.each<Dtype>(["float64", "float32", "int32"])("takes a number on either side (%s)", (dtype) => {
    const values = dtype === "int32" ? x.map((v) => v | 0) : x;
    const own = array(values, { dtype });
    for (const other of [3, -0]) {
      const expected = (swapped: boolean): number[] =>
        values.map((v, i) => (c[i] !== swapped ? v : dtype === "int32" ? other | 0 : other));
      const toNumbers = (first: boolean): number[] =>
        [...(first ? where(c, own, other) : where(c, other, own)).data].map(Number);
      expect(toNumbers(true)).toEqual(expected(false));
      expect(toNumbers(false)).toEqual(expected(true));
    }
  });
});
