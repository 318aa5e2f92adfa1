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
  const named = (labels: readonly (string | number)[] | null) => ({
    groups: groupsOf(labels),
    labels,
  });
  const classes = named(["a", "a", "b", "b", "b", "b"]);
  const none = named(null);
  const numberIn = (text: string) => Number(text.replace("−", "-"));

  it("name sorted classes at the middle of their rows", () => {
    expect(axisLabels({ from: 0, to: 6 }, classes, "rows", 300)).toEqual([
      { text: "a", at: 1 / 6 },
      { text: "b", at: 4 / 6 },
    ]);
  });

  it("count rows where labels are missing or too narrow for their names", () => {
    expect(groupsOf(["a", "b", "a", "b"])).toBeNull();
    expect(groupsOf(null)).toBeNull();
    for (const labels of [
      Array.from({ length: 100 }, (_, i) => Math.floor(i / 5)),
      Array.from({ length: 100 }, (_, i) => `class ${i % 3}`),
      Array.from({ length: 100 }, (_, i) => i),
    ]) {
      expect(axisLabels({ from: 0, to: 100 }, named(labels), "rows", 100)[0]).toEqual({
        text: "0",
        at: 0.005,
      });
    }
  });

  it("of entries are shown where each has room", () => {
    const labels = named(Array.from({ length: 100 }, (_, i) => `class ${i % 3}`));
    const shown = axisLabels({ from: 4.5, to: 8 }, labels, "rows", 300);
    expect(shown.map(({ text }) => text)).toEqual(["class 1", "class 2", "class 0", "class 1"]);
    expect(shown[1]?.at).toBeCloseTo(1 / 3.5, 14);
  });

  it("of coordinates in equal steps are round numbers at their places, in either direction", () => {
    const points = Array.from({ length: 80 }, (_, i) => Number((-2.5 + (5 * i) / 79).toFixed(3)));
    const shown = axisLabels({ from: 0, to: 80 }, named(points), "columns", 420);
    expect(shown.map(({ text }) => text)).toEqual(["−2", "−1", "0", "1", "2"]);
    expect(shown[2]?.at).toBeCloseTo(0.5, 14);
    const upwards = axisLabels({ from: 0, to: 80 }, named(points.toReversed()), "rows", 420);
    expect(upwards.map(({ text }) => numberIn(text)).toSorted((a, b) => a - b)).toEqual([
      -2, -1, 0, 1, 2,
    ]);
    for (const { text, at } of upwards) {
      expect(at).toBeCloseTo(((2.5 - numberIn(text)) / 5) * (79 / 80) + 0.5 / 80, 14);
    }
  });

  it("of entries that are counted from one are their numbers, from afar and near", () => {
    const counted = named(Array.from({ length: 100 }, (_, i) => i + 1));
    const afar = axisLabels({ from: 0, to: 100 }, counted, "rows", 300);
    expect(afar.map(({ text }) => text)).toEqual(["20", "40", "60", "80", "100"]);
    expect(afar[0]?.at).toBeCloseTo(19.5 / 100, 14);
    const near = axisLabels({ from: 10, to: 13 }, counted, "rows", 300);
    expect(near.map(({ text }) => text)).toEqual(["11", "12", "13"]);
  });

  it("are those of the part that is seen", () => {
    expect(axisLabels({ from: 1, to: 4 }, classes, "rows", 300)).toEqual([
      { text: "a", at: 1 / 6 },
      { text: "b", at: 4 / 6 },
    ]);
    const seen = axisLabels({ from: 100, to: 110 }, none, "rows", 300).map(({ text }) => text);
    expect(seen).toEqual(["100", "102", "104", "106", "108"]);
  });

  it("are whole numbers inside the matrix, at the middle of their cells", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 1, max: 600 }),
        (n, pixels) => {
          for (const { text, at } of axisLabels({ from: 0, to: n }, none, "columns", pixels)) {
            expect(at).toBeCloseTo((Number(text) + 0.5) / n, 12);
            expect(Number(text)).toBeLessThan(n);
          }
        },
      ),
    );
  });
});
