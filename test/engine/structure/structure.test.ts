import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  clip,
  diff,
  DomainError,
  flip,
  kron,
  meshgrid,
  outer,
  pad,
  repeat,
  roll,
  ShapeError,
  tile,
  trapezoid,
  tril,
  triu,
  where,
  type NDArray,
} from "../../../engine/index.js";

const vectors = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 6 });
const list = (x: NDArray) => [...x.data];

describe("structure", () => {
  it("flip, roll, repeat and tile do what lists do", () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: -9, max: 9 }), fc.nat(3), (v, shift, count) => {
        const x = array(v);
        expect(list(flip(x))).toEqual(v.toReversed());
        const k = ((shift % v.length) + v.length) % v.length;
        expect(list(roll(x, shift))).toEqual([
          ...v.slice(v.length - k),
          ...v.slice(0, v.length - k),
        ]);
        expect(list(repeat(x, count))).toEqual(v.flatMap((e) => new Array<number>(count).fill(e)));
        expect(list(tile(x, count))).toEqual(new Array<number[]>(count).fill(v).flat());
      }),
    );
  });

  it("flip, roll, repeat and tile follow the axis", () => {
    const x = array([
      [1, 2],
      [3, 4],
    ]);
    expect(flip(x, 0).toArray()).toEqual([
      [3, 4],
      [1, 2],
    ]);
    expect(roll(x, 1, 1).toArray()).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect(roll(x, 1).toArray()).toEqual([
      [4, 1],
      [2, 3],
    ]);
    expect(repeat(x, [1, 2], 0).toArray()).toEqual([
      [1, 2],
      [3, 4],
      [3, 4],
    ]);
    expect(tile(x, [1, 2]).toArray()).toEqual([
      [1, 2, 1, 2],
      [3, 4, 3, 4],
    ]);
    expect(tile(x, [2, 1, 1]).shape).toEqual([2, 2, 2]);
    expect(() => repeat(x, [1], 0)).toThrow(/1 counts for 2 entries/);
    expect(() => roll(x, 0.5)).toThrow(DomainError);
  });

  // The pictures of NumPy's documentation: dcb|abcd|cba, dcba… and so on.
  it.each([
    ["edge", [1, 1, 1, 2, 3, 3, 3]],
    ["reflect", [3, 2, 1, 2, 3, 2, 1]],
    ["symmetric", [2, 1, 1, 2, 3, 3, 2]],
    ["wrap", [2, 3, 1, 2, 3, 1, 2]],
    ["constant", [7, 7, 1, 2, 3, 7, 7]],
  ] as const)("pad in mode %s", (mode, want) => {
    expect(list(pad([1, 2, 3], 2, mode === "constant" ? { mode, value: 7 } : { mode }))).toEqual(
      want,
    );
  });

  it("pad goes around as often as it must, and pads each axis", () => {
    expect(list(pad([1, 2], [[3, 3]], { mode: "wrap" }))).toEqual([2, 1, 2, 1, 2, 1, 2, 1]);
    expect(list(pad([1, 2], [[3, 3]], { mode: "reflect" }))).toEqual([2, 1, 2, 1, 2, 1, 2, 1]);
    expect(list(pad([5], 2, { mode: "reflect" }))).toEqual([5, 5, 5, 5, 5]);
    expect(
      pad(
        [[1]],
        [
          [0, 1],
          [1, 0],
        ],
      ).toArray(),
    ).toEqual([
      [0, 1],
      [0, 0],
    ]);
    expect(pad(array([true]), 1).dtype).toBe("bool");
    expect(() =>
      pad(
        [1],
        [
          [1, 1],
          [1, 1],
        ],
      ),
    ).toThrow(ShapeError);
    expect(() => pad([1], -1)).toThrow(DomainError);
    expect(() => pad([1], 1, { mode: "mirror" as "edge" })).toThrow(/no mode "mirror"/);
  });

  it("outer and kron multiply everything with everything", () => {
    expect(outer([1, 2], [3, 4, 5]).shape).toEqual([2, 3]);
    fc.assert(
      fc.property(vectors, vectors, (a, b) => {
        expect(list(kron(a, b))).toEqual(a.flatMap((x) => b.map((y) => x * y)));
      }),
    );
    expect(kron([1, 2], [[1], [1]]).shape).toEqual([2, 2]);
  });

  it("diff and trapezoid: the trapezoidal rule is exact for straight lines", () => {
    expect(list(diff([1, 4, 9, 16], 2))).toEqual([2, 2]);
    expect(
      diff(
        [
          [1, 2],
          [4, 8],
        ],
        1,
        0,
      ).toArray(),
    ).toEqual([[3, 6]]);
    const x = [0, 0.5, 2, 3];
    expect(
      trapezoid(
        x.map((t) => 2 * t + 1),
        { x },
      ).item(),
    ).toBe(12);
    expect(
      trapezoid(
        [
          [0, 1],
          [2, 3],
        ],
        { x: [0, 2], axis: 0 },
      ).toArray(),
    ).toEqual([2, 4]);
    expect(() => trapezoid([1, 2], { x: [1, 2, 3] })).toThrow(/vector of 2 places/);
  });

  it("where and clip choose by element, broadcast, and keep dtypes", () => {
    fc.assert(
      fc.property(vectors, fc.integer({ min: -5, max: 5 }), (v, at) => {
        const x = array(v);
        expect(list(where(x.greater(at), x, at))).toEqual(v.map((e) => Math.max(e, at)));
        expect(list(clip(x, -2, 3))).toEqual(v.map((e) => Math.min(Math.max(e, -2), 3)));
      }),
    );
    expect(where([[true], [false]], [1, 2], 9).toArray()).toEqual([
      [1, 2],
      [9, 9],
    ]);
    expect(where([true], array([1], { dtype: "float32" }), 2).dtype).toBe("float32");
    expect(where([true], 1, array([true])).dtype).toBe("bool");
    expect(clip([1, NaN], null, 0).toArray()).toEqual([0, NaN]);
    expect(() => where([true, false], [1, 2, 3], 0)).toThrow(ShapeError);
  });

  it("triu and tril part a matrix, and each of a batch", () => {
    const x = array(
      Float64Array.from({ length: 12 }, (_, i) => i + 1),
      { shape: [2, 2, 3] },
    );
    expect(tril(x).add(triu(x, 1)).toArray()).toEqual(x.toArray());
    expect(triu(x, -1).toArray()).toEqual(x.toArray());
    expect(tril([[1, NaN]]).toArray()).toEqual([[1, 0]]);
    expect(() => tril([1])).toThrow(ShapeError);
  });

  it("meshgrid has NumPy's orders of axes", () => {
    const [x, y] = meshgrid([
      [1, 2, 3],
      [4, 5],
    ]) as [NDArray, NDArray];
    expect(x.toArray()).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(y.toArray()).toEqual([
      [4, 4, 4],
      [5, 5, 5],
    ]);
    expect(
      meshgrid(
        [
          [1, 2, 3],
          [4, 5],
        ],
        { indexing: "ij" },
      )[0]?.shape,
    ).toEqual([3, 2]);
  });
});
