import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { array, diag, diagonal, grad, hstack, jit, mul, vstack } from "../../../engine/index.js";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import { modelOf, valuesOf } from "../array/model.js";

describe("diag", () => {
  it("puts a vector on any diagonal, and takes it from there", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { maxLength: 4 }),
        fc.integer({ min: -3, max: 3 }),
        (v, k) => {
          const matrix = diag(v, k);
          const side = v.length + Math.abs(k);
          expect(matrix.shape).toEqual([side, side]);
          const at = ([i = 0, j = 0]: readonly number[]) =>
            j - i === k ? (v[Math.min(i, j)] as number) : 0;
          expect(valuesOf(modelOf(matrix))).toEqual(valuesOf({ shape: [side, side], at }));
          expect(diag(matrix, k).toArray()).toEqual(v);
        },
      ),
    );
  });

  it("of a matrix that is not square is as long as it fits", () => {
    const x = [[1, 2, 3], [4, 5, 6]]; // prettier-ignore
    expect([-2, -1, 0, 1, 2, 3].map((k) => diagonal(x, k).toArray())).toEqual([
      ...[[], [4], [1, 5], [2, 6], [3], []],
    ]);
  });

  it("is differentiable, and refuses what is no vector or matrix", () => {
    const f = (v: Parameters<typeof mul>[0]) => mul(diag(v, 1), diag(v, 1)).sum();
    expect(grad(jit(f))([1, 2, 3]).toArray()).toEqual([2, 4, 6]);
    expect(() => diag(1)).toThrow(ShapeError);
    expect(() => diag([1], 0.5)).toThrow(DomainError);
  });
});

describe("arrays one below the other and side by side", () => {
  const [a, b] = [array([[1, 2]]), array([[3, 4], [5, 6]])]; // prettier-ignore
  it("vstack", () => {
    expect(vstack([a, b, [7, 8]]).toArray()).toEqual([[1, 2], [3, 4], [5, 6], [7, 8]]); // prettier-ignore
    expect(vstack([1, 2]).toArray()).toEqual([[1], [2]]);
    expect(() => vstack([[1], [1, 2]])).toThrow(ShapeError);
  });
  it("hstack", () => {
    expect(hstack([b, b]).toArray()).toEqual([[3, 4, 3, 4], [5, 6, 5, 6]]); // prettier-ignore
    expect(hstack([1, [2, 3]]).toArray()).toEqual([1, 2, 3]);
  });
});
