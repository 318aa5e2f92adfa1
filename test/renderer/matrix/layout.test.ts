import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisLabels } from "../../../renderer/matrix/axis-labels.js";
import { groupsOf } from "../../../renderer/matrix/groups.js";
import { layout } from "../../../renderer/matrix/layout.js";

const spaces = fc.record({
  rows: fc.integer({ min: 1, max: 256 }),
  cols: fc.integer({ min: 1, max: 256 }),
  available: fc.integer({ min: 200, max: 2000 }),
  density: fc.constantFrom(1, 1.25, 1.5, 2, 3),
  rowLabels: fc.integer({ min: 6, max: 90 }),
});

describe("the layout of a heat map", () => {
  it("makes cells of whole device pixels, one at least", () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const { cellWidth, cellHeight } = layout(space);
        for (const side of [cellWidth, cellHeight]) {
          const devicePixels = side * space.density;
          expect(devicePixels).toBeGreaterThanOrEqual(1);
          expect(devicePixels).toBeCloseTo(Math.round(devicePixels), 9);
        }
      }),
    );
  });

  it("stays inside the output wherever a pixel a cell fits into it", () => {
    fc.assert(
      fc.property(spaces, (space) => {
        const { width, cellWidth } = layout(space);
        if (cellWidth * space.density > 1)
          expect(width).toBeLessThanOrEqual(Math.max(space.available, 260));
      }),
    );
  });

  it("gives a large kernel most of its room and a small one no giant cells", () => {
    const space = { available: 900, density: 1, rowLabels: 30 };
    expect(layout({ ...space, rows: 250, cols: 250 }).plotWidth).toBe(500);
    expect(layout({ ...space, rows: 2, cols: 2 }).plotWidth).toBe(88);
  });

  it("keeps cells square, save those of a matrix too narrow to point at", () => {
    const space = { available: 900, density: 1, rowLabels: 30 };
    const square = layout({ ...space, rows: 40, cols: 250 });
    expect(square.cellHeight).toBe(square.cellWidth);
    expect(layout({ ...space, rows: 1, cols: 250 })).toMatchObject({
      cellWidth: 2,
      cellHeight: 44,
    });
    expect(layout({ ...space, rows: 250, cols: 2 })).toMatchObject({
      cellWidth: 22,
      cellHeight: 2,
    });
  });
});

describe("the labels of an axis", () => {
  it("name sorted classes at the middle of their rows", () => {
    const groups = groupsOf(["a", "a", "b", "b", "b", "b"]);
    expect(axisLabels({ from: 0, to: 6 }, groups, "rows", 300)).toEqual([
      { text: "a", at: 1 / 6 },
      { text: "b", at: 4 / 6 },
    ]);
  });

  it("count rows where labels are unsorted, missing, or too narrow for their names", () => {
    expect(groupsOf(["a", "b", "a", "b"])).toBeNull();
    expect(groupsOf(null)).toBeNull();
    const narrow = groupsOf(Array.from({ length: 100 }, (_, i) => Math.floor(i / 5)));
    expect(axisLabels({ from: 0, to: 100 }, narrow, "rows", 100)[0]).toEqual({
      text: "0",
      at: 0.005,
    });
  });

  it("of coordinates are some that fit, at their entries", () => {
    const coordinates = Array.from({ length: 80 }, (_, k) => ({
      ...{ label: String(k / 10), start: k, end: k + 1 },
    }));
    const shown = axisLabels({ from: 0, to: 80 }, coordinates, "rows", 320);
    // A label every 13 pixels: each fourth of entries 4 pixels high.
    expect(shown.map(({ text }) => text).slice(0, 3)).toEqual(["0", "0.4", "0.8"]);
    expect(shown[1]?.at).toBeCloseTo(4.5 / 80, 14);
    const near = axisLabels({ from: 10.5, to: 14 }, coordinates, "columns", 300);
    expect(near.map(({ text }) => text)).toEqual(["1", "1.1", "1.2", "1.3"]);
  });

  it("are those of the part that is seen", () => {
    const groups = groupsOf(["a", "a", "b", "b", "b", "b"]);
    expect(axisLabels({ from: 1, to: 4 }, groups, "rows", 300)).toEqual([
      { text: "a", at: 1 / 6 },
      { text: "b", at: 4 / 6 },
    ]);
    const seen = axisLabels({ from: 100, to: 110 }, null, "rows", 300).map(({ text }) => text);
    expect(seen).toEqual(["100", "102", "104", "106", "108"]);
  });

  it("are whole numbers inside the matrix, at the middle of their cells", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 600 }),
        (n, pixels) => {
          for (const { text, at } of axisLabels({ from: 0, to: n }, null, "columns", pixels)) {
            expect(at).toBeCloseTo((Number(text) + 0.5) / n, 12);
            expect(Number(text)).toBeLessThan(n);
          }
        },
      ),
    );
  });
});
