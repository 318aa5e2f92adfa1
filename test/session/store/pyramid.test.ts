import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TILE } from "../../../engine/display/store-messages.js";
import {
  AS_GIVEN,
  type Arrangement,
  type HeldMatrix,
} from "../../../extension/session/store/matrix.js";
import { Pyramid } from "../../../extension/session/store/pyramid.js";

/** The definition, entry by entry. */
function slowCell(
  { rows, cols, data }: HeldMatrix,
  order: Arrangement,
  { level, i, j, summary }: { level: number; i: number; j: number; summary: "mean" | "peak" },
): number {
  const side = 2 ** level;
  const below: number[] = [];
  for (let r = i * side; r < Math.min(rows, (i + 1) * side); r++)
    for (let c = j * side; c < Math.min(cols, (j + 1) * side); c++)
      below.push(data[(order.rows?.[r] ?? r) * cols + (order.cols?.[c] ?? c)] as number);
  if (summary === "mean") return below.reduce((a, b) => a + b, 0) / below.length;
  return below.reduce((peak, x) => (Math.abs(x) > Math.abs(peak) ? x : peak), 0);
}

const matrix = (rows: number, cols: number): HeldMatrix => ({
  rows,
  cols,
  data: Float64Array.from({ length: rows * cols }, (_, i) => Math.sin(i * i) * (1 + (i % 7))),
});

const reversed = (length: number) => Int32Array.from({ length }, (_, i) => length - 1 - i);

describe("a tile of a matrix", () => {
  it("at any level, in any order, holds the mean or the peak of the entries below each cell", () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 0, max: 7 }),
      fc.constantFrom("mean" as const, "peak" as const),
      fc.boolean(),
      (rows, cols, level, summary, turned) => {
        const held = matrix(rows, cols);
        const order = turned ? { rows: reversed(rows), cols: reversed(cols) } : AS_GIVEN;
        const tile = new Pyramid(held, order).tile(level, 0, 0, summary);
        expect([tile?.rows, tile?.cols]).toEqual([
          Math.ceil(rows / 2 ** level),
          Math.ceil(cols / 2 ** level),
        ]);
        tile?.values.forEach((value, at) => {
          const [i, j] = [Math.floor(at / tile.cols), at % tile.cols];
          // float32 means of float32 means
          expect(value).toBeCloseTo(slowCell(held, order, { level, i, j, summary }), 5);
        });
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  it("is of at most 256 × 256 cells, and smaller at the lower and right edge", () => {
    const pyramid = new Pyramid(matrix(300, 600), AS_GIVEN);
    const shape = (row: number, col: number) => {
      const tile = pyramid.tile(0, row, col, "mean");
      return tile === null ? null : [tile.rows, tile.cols];
    };
    expect(shape(0, 0)).toEqual([TILE, TILE]);
    expect(shape(1, 2)).toEqual([300 - TILE, 600 - 2 * TILE]);
    expect(shape(2, 0)).toBeNull();
    expect(shape(-1, 0)).toBeNull();
    expect(shape(NaN, 0)).toBeNull();
  });

  it.each([NaN, Infinity, -Infinity])("shows a %d at every level", (odd) => {
    const held = matrix(20, 20);
    held.data[45] = odd;
    const pyramid = new Pyramid(held, AS_GIVEN);
    for (const summary of ["mean", "peak"] as const)
      for (const level of [0, 1, 3, 5]) {
        const values = [...(pyramid.tile(level, 0, 0, summary)?.values ?? [])];
        expect(values.some((value) => Object.is(value, odd))).toBe(true);
      }
  });
});
