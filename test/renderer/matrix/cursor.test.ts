import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moved } from "../../../renderer/matrix/cursor.js";

const extent = { rows: 20, cols: 30 };
describe("the cursor", () => {
  const from = { row: 5, col: 15 };

  it.each([
    ["ArrowLeft", { row: 5, col: 14 }],
    ["ArrowDown", { row: 6, col: 15 }],
    ["Shift+ArrowRight", { row: 5, col: 25 }],
    ["Shift+ArrowUp", { row: 0, col: 15 }],
    ["PageDown", { row: 15, col: 15 }],
    ["Home", { row: 5, col: 0 }],
    ["End", { row: 5, col: 29 }],
    ["Ctrl+Home", { row: 0, col: 0 }],
    ["Ctrl+End", { row: 19, col: 29 }],
  ])("goes by %s to %o", (chord, to) => {
    expect(moved(from, chord, extent)).toEqual(to);
  });

  it.each(["a", "Ctrl+ArrowUp", "Alt+ArrowLeft", "Meta+ArrowDown"])(
    "leaves %s to the editor",
    (chord) => {
      expect(moved(from, chord, extent)).toBeNull();
    },
  );

  it("never leaves the matrix", () => {
    const keys = fc.constantFrom(
      "ArrowLeft",
      "ArrowRight",
      "ArrowUp",
      "ArrowDown",
      "Shift+ArrowRight",
      "PageUp",
      "End",
    );
    fc.assert(
      fc.property(fc.array(keys, { maxLength: 60 }), (chords) => {
        let cell = from;
        for (const chord of chords) cell = moved(cell, chord, extent) ?? cell;
        expect(cell.row).toBeGreaterThanOrEqual(0);
        expect(cell.row).toBeLessThan(extent.rows);
        expect(cell.col).toBeGreaterThanOrEqual(0);
        expect(cell.col).toBeLessThan(extent.cols);
      }),
    );
  });
});
