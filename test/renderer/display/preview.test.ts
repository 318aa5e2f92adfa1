import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blockStart, previewLength } from "../../../engine/display/drawing/blocks.js";
import { blockMeans } from "../../../engine/display/preview.js";

const matrices = fc
  .tuple(
    fc.integer({ min: 1, max: 23 }),
    fc.integer({ min: 1, max: 23 }),
    fc.integer({ min: 1, max: 9 }),
  )
  .chain(([rows, cols, limit]) =>
    fc.record({
      rows: fc.constant(rows),
      cols: fc.constant(cols),
      limit: fc.constant(limit),
      data: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: rows * cols,
        maxLength: rows * cols,
      }),
    }),
  );

describe("the preview of a matrix", () => {
  it("holds the mean of every block, as adding entry by entry gives it", () => {
    fc.assert(
      fc.property(matrices, ({ rows, cols, limit, data }) => {
        const means = blockMeans(data, rows, cols, limit);
        const sums = new Map<number, { sum: number; entries: number }>();
        data.forEach((value, at) => {
          const i = blockOf(Math.floor(at / cols), means.rows, rows);
          const j = blockOf(at % cols, means.cols, cols);
          const known = sums.get(i * means.cols + j) ?? { sum: 0, entries: 0 };
          sums.set(i * means.cols + j, { sum: known.sum + value, entries: known.entries + 1 });
        });
        expect(sums.size).toBe(means.values.length);
        // Sums of at most 529 terms below 1 in another order: 529 · 2⁻⁵³ < 1e-13.
        for (const [at, { sum, entries }] of sums)
          expect(means.values[at]).toBeCloseTo(sum / entries, 13);
      }),
    );
  });

  it("has at most the limit along each axis, and the matrix itself when it fits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 1, max: 600 }),
        (n, limit) => {
          const length = previewLength(n, limit);
          expect(length).toBeLessThanOrEqual(limit);
          if (n <= limit) expect(length).toBe(n);
          else expect(length).toBeGreaterThan(limit / 2 - 1);
        },
      ),
    );
  });

  it("shows a NaN in the block that holds it and in no other", () => {
    const data = new Float64Array(16).fill(1);
    data[5] = NaN;
    expect([...blockMeans(data, 4, 4, 2).values]).toEqual([NaN, 1, 1, 1]);
  });
});

function blockOf(index: number, blocks: number, length: number): number {
  let block = 0;
  while (blockStart(block + 1, blocks, length) <= index) block += 1;
  return block;
}
