import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  foundOrder,
  labelOrder,
  type FoundOrder,
} from "../../../engine/display/drawing/order/index.js";

const METHODS: readonly FoundOrder[] = ["clusters", "spectral"];

/** exp(−(x − x′)²) of points on a line. */
function kernelOf(points: readonly number[]) {
  const n = points.length;
  const data = Float64Array.from({ length: n * n }, (_, at) => {
    const difference = (points[Math.floor(at / n)] as number) - (points[at % n] as number);
    return Math.exp(-difference * difference);
  });
  return { rows: n, cols: n, data };
}

const sorted = (order: Int32Array) => [...order].sort((a, b) => a - b);

describe.each(METHODS)("an order by %s", (by) => {
  it("holds every row and column once, whatever the values", () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }));
    const matrices = size.chain(([rows, cols]) =>
      fc.record({
        rows: fc.constant(rows),
        cols: fc.constant(cols),
        data: fc.array(fc.double(), { minLength: rows * cols, maxLength: rows * cols }),
      }),
    );
    fc.assert(
      fc.property(matrices, (matrix) => {
        const { rows, cols } = foundOrder(matrix, { by, symmetric: false });
        expect(sorted(rows)).toEqual(Array.from({ length: matrix.rows }, (_, i) => i));
        expect(sorted(cols)).toEqual(Array.from({ length: matrix.cols }, (_, i) => i));
      }),
    );
  });

  it("keeps two groups of points of a kernel apart", () => {
    const points = [0, 9, 0.3, 9.2, 0.1, 9.4, 0.2];
    const { rows, cols } = foundOrder(kernelOf(points), { by, symmetric: true });
    expect(cols).toEqual(rows);
    const sides = [...rows].map((i) => (points[i] as number) > 5);
    const changes = sides.filter((side, i) => i > 0 && side !== sides[i - 1]);
    expect(changes).toHaveLength(1);
  });
});

it("the spectral order of points on a line is their order on the line, from either end", () => {
  const points = [3, 0.5, 2, 1, 1.5, 2.5, 0];
  const { rows } = foundOrder(kernelOf(points), { by: "spectral", symmetric: true });
  const along = [...rows].map((i) => points[i] as number);
  if ((along[0] as number) > (along.at(-1) as number)) along.reverse();
  expect(along).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
});

it("the order of labels is by size for numbers, by the alphabet for texts, and stable", () => {
  expect([...labelOrder([10, 9, 10, 1])]).toEqual([3, 1, 0, 2]);
  expect([...labelOrder(["b10", "a", "b9", "a"])]).toEqual([1, 3, 2, 0]);
});
