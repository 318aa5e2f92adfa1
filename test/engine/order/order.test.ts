import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  allclose,
  argsort,
  array,
  bincount,
  DomainError,
  histogram,
  interp,
  nonzero,
  searchSorted,
  ShapeError,
  sort,
  take,
  takeAlong,
  topK,
  unique,
  type NDArray,
} from "../../../engine/index.js";

const list = (x: NDArray) => [...x.data];
const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 });
const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);

describe("order", () => {
  it("sort and topK are those of sorted lists, along any axis", () => {
    fc.assert(
      fc.property(numbers, fc.nat(12), (v, k) => {
        expect(list(sort(v))).toEqual(ascending(v));
        const count = Math.min(k, v.length);
        const top = topK(v, count);
        expect(list(top.values)).toEqual(ascending(v).toReversed().slice(0, count));
        expect(list(take(v, top.indices))).toEqual(list(top.values));
      }),
    );
    expect(
      sort(
        [
          [3, 1],
          [2, 4],
        ],
        0,
      ).toArray(),
    ).toEqual([
      [2, 1],
      [3, 4],
    ]);
    expect(list(sort([NaN, 1, -Infinity]))).toEqual([-Infinity, 1, NaN]);
    expect(() => topK([1], 2)).toThrow(/has 1 elements/);
  });

  it.each(["float64", "float32", "int32", "bool"] as const)(
    "the order of many %s is that of comparisons, stable, NaN last",
    (dtype) => {
      const odd = [0, -0, NaN, -NaN, Infinity, -Infinity, 5e-324, -5e-324, 1e-45, 2 ** 31 - 1];
      const element = fc.oneof(
        fc.constantFrom(...odd, -(2 ** 31)),
        fc.integer({ min: -3, max: 3 }),
        fc.double({ noNaN: true }),
      );
      fc.assert(
        fc.property(fc.array(element, { minLength: 600, maxLength: 700 }), (v) => {
          const values = list(array(v).astype(dtype));
          const wanted = values
            .map((_, i) => i)
            .sort((i, j) => {
              const [a, b] = [values[i] as number, values[j] as number];
              if (Number.isNaN(a) || Number.isNaN(b)) return Number(a !== a) - Number(b !== b);
              return a < b ? -1 : Number(a > b);
            });
          expect(list(argsort(array(v).astype(dtype)))).toEqual(wanted);
        }),
        { numRuns: 20 },
      );
      const rows = array(Float64Array.from({ length: 1200 }, (_, i) => Math.sin(i * i))).astype(
        dtype,
      );
      const sorted = sort(rows.reshape([600, 2]), 0);
      expect(list(sorted.slice([], 1))).toEqual(
        ascending(list(rows.reshape([600, 2]).slice([], 1))),
      );
    },
  );

  it("many numbers are ordered before NaN of either sign", () => {
    const negative = 0xffc00000;
    const bits = Uint32Array.from({ length: 600 }, (_, i) => (i % 7 === 0 ? negative : i));
    const x = array(new Float32Array(bits.buffer));
    const nans = Array.from({ length: 86 }, (_, k) => 7 * k);
    expect(list(argsort(x).slice([-86, null]))).toEqual(nans);
  });

  it("takeAlong picks by positions of its own, and says which axis differs", () => {
    const x = array([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(takeAlong(x, [[2], [0]]).toArray()).toEqual([[3], [4]]);
    expect(takeAlong(x, [[1, 0, 1]], 0).toArray()).toEqual([[4, 2, 6]]);
    expect(() => takeAlong(x, [[0]], 1)).toThrow(ShapeError);
  });

  it("searchSorted counts what stands before", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -6, max: 6 }), (v, at) => {
        const sorted = ascending(v);
        expect(searchSorted(sorted, at).item()).toBe(sorted.filter((x) => x < at).length);
        expect(searchSorted(sorted, at, { side: "right" }).item()).toBe(
          sorted.filter((x) => x <= at).length,
        );
      }),
    );
    expect(searchSorted([1, 2], NaN).item()).toBe(2);
  });

  it("unique gives values from which the array is made again", () => {
    fc.assert(
      fc.property(numbers, (v) => {
        const { values, counts, inverse } = unique(v);
        expect(list(values)).toEqual([...new Set(ascending(v))]);
        expect(list(take(values, inverse))).toEqual(v.map((x) => x + 0));
        expect(list(counts).reduce((a, b) => a + b)).toBe(v.length);
      }),
    );
    expect(list(unique([NaN, 1, NaN]).counts)).toEqual([1, 2]);
  });

  it("nonzero gives the positions of what is true", () => {
    expect(
      nonzero(
        array([
          [true, false],
          [true, true],
        ]),
      ).toArray(),
    ).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(nonzero([0]).shape).toEqual([0, 1]);
  });

  it("histogram counts every value between the edges once, the last edge included", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 5 }), (v, bins) => {
        const { counts, edges } = histogram(v, { bins });
        expect(list(counts).reduce((a, b) => a + b)).toBe(v.length);
        expect(edges.size).toBe(bins + 1);
      }),
    );
    const bins = [0, 1, 3];
    expect(list(histogram([0, 1, 2, 3, 4, NaN], { bins }).counts)).toEqual([1, 3]);
    expect(list(histogram([0, 2], { bins, weights: [5, 7] }).counts)).toEqual([5, 7]);
    expect(list(histogram([0, 2, 2], { bins, density: true }).counts)).toEqual([1 / 3, 1 / 3]);
    expect(list(histogram([2, 2], { bins: 2 }).edges)).toEqual([1.5, 2, 2.5]);
    expect(() => histogram([1], { bins: [1, 1] })).toThrow(DomainError);
    expect(() => histogram([NaN, 1])).toThrow(/finite range/);
  });

  it("bincount counts whole numbers and refuses others", () => {
    expect(list(bincount([3, 1, 3]))).toEqual([0, 1, 0, 2]);
    expect(list(bincount([1], 3))).toEqual([0, 1, 0]);
    expect(() => bincount([-1])).toThrow(/-1 is no whole number from 0/);
    expect(() => bincount([5], 3)).toThrow(/below 3/);
  });

  it("interp is exact at the places, linear between, constant beyond", () => {
    const [places, values] = [
      [0, 1, 3],
      [1, -1, 5],
    ];
    expect(list(interp([0, 0.5, 1, 2, 3, -9, 9], places, values))).toEqual([1, 0, -1, 2, 5, 1, 5]);
    expect(() => interp([0], [0], [1])).toThrow(/give two/);
  });

  it("allclose broadcasts, and knows NaN and infinities", () => {
    expect(allclose([[1, 1]], 1)).toBe(true);
    expect(allclose([1], [1.1])).toBe(false);
    expect(allclose([1], [1.1], { rtol: 0.1 })).toBe(true);
    expect(allclose([Infinity, 1], [Infinity, 1])).toBe(true);
    expect(allclose([1], [Infinity])).toBe(false);
    expect(allclose([NaN], [NaN])).toBe(false);
    expect(allclose([NaN], [NaN], { equalNan: true })).toBe(true);
    expect(() => allclose([1, 2], [1, 2, 3])).toThrow(ShapeError);
  });
});
