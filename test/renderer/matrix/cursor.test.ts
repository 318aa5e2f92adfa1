import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moved } from "../../../renderer/matrix/cursor.js";

const extent = { rows: 20, cols: 30 };
const press = (key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  ...held,
});

describe("the cursor", () => {
  const from = { row: 5, col: 15 };

  it.each([
    ["ArrowLeft", {}, { row: 5, col: 14 }],
    ["ArrowDown", {}, { row: 6, col: 15 }],
    ["ArrowRight", { shiftKey: true }, { row: 5, col: 25 }],
    ["ArrowUp", { shiftKey: true }, { row: 0, col: 15 }],
    ["PageDown", {}, { row: 15, col: 15 }],
    ["Home", {}, { row: 5, col: 0 }],
    ["End", {}, { row: 5, col: 29 }],
    ["Home", { ctrlKey: true }, { row: 0, col: 0 }],
    ["End", { ctrlKey: true }, { row: 19, col: 29 }],
  ])("goes by %s %o to %o", (key, held, to) => {
    expect(moved(from, press(key, held), extent)).toEqual(to);
  });

  it("leaves other keys to the editor", () => {
    expect(moved(from, press("a"), extent)).toBeNull();
  });

  it("never leaves the matrix", () => {
    const keys = fc.constantFrom(
      "ArrowLeft",
      "ArrowRight",
      "ArrowUp",
      "ArrowDown",
      "PageUp",
      "End",
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 60 }), (presses) => {
        let cell = from;
        for (const [key, shiftKey] of presses)
          cell = moved(cell, press(key, { shiftKey }), extent) ?? cell;
        expect(cell.row).toBeGreaterThanOrEqual(0);
        expect(cell.row).toBeLessThan(extent.rows);
        expect(cell.col).toBeGreaterThanOrEqual(0);
        expect(cell.col).toBeLessThan(extent.cols);
      }),
    );
  });
});
