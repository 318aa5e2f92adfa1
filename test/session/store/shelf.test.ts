import { describe, expect, it } from "vitest";
import {
  decodeBase64,
  decodeFloat32,
  decodeNumbers,
  encodeBase64,
} from "../../../engine/display/drawing/encoding.js";
import type { ShelfQuestion } from "../../../engine/display/store-messages.js";
import { Shelf } from "../../../extension/session/store/shelf.js";

const tile = (change: object): ShelfQuestion => ({
  about: "tile",
  key: "k",
  level: 0,
  row: 0,
  col: 0,
  summary: "mean",
  order: null,
  ...change,
});

function shelfOf(rows: number, cols: number, values: readonly number[]): Shelf {
  const shelf = new Shelf();
  const matrix = { rows, cols, data: Float64Array.from(values) };
  shelf.hold("k", matrix, { symmetric: rows === cols });
  return shelf;
}

const bytesOf = (values: readonly number[]) =>
  encodeBase64(new Uint8Array(Int32Array.from(values).buffer));

describe("the shelf of shown matrices", () => {
  it("gives tiles", () => {
    const answer = shelfOf(2, 2, [1, 2, 3, 4]).answer(tile({}));
    expect(answer.is === "tile" && [...decodeFloat32(answer.float32)]).toEqual([1, 2, 3, 4]);
  });

  it("gives tiles of entries that float32 has no numbers for", () => {
    for (const size of [1e-60, 1e200])
      for (const [level, cell] of [
        [0, 1],
        [1, 2.5],
      ] as const) {
        const answer = shelfOf(2, 2, [size, 2 * size, 3 * size, 4 * size]).answer(tile({ level }));
        const [value = NaN] = answer.is === "tile" ? decodeNumbers(answer) : [];
        // Seven digits.
        expect(value / size / cell).toBeCloseTo(1, 6);
      }
  });

  it("gives the entries with all their digits", () => {
    const answer = shelfOf(1, 2, [Math.PI, 1 / 3]).answer({ about: "values", key: "k" });
    const values = answer.is === "values" ? decodeBase64(answer.float64).buffer : null;
    expect([...new Float64Array(values ?? new ArrayBuffer(0))]).toEqual([Math.PI, 1 / 3]);
  });

  it("brings the rows of each cluster together, and gives tiles in that order", () => {
    // Two clusters, rows 0 2 and 1 3.
    const k = [1, 0, 0.9, 0, 0, 1, 0, 0.9, 0.9, 0, 1, 0, 0, 0.9, 0, 1];
    const shelf = shelfOf(4, 4, k);
    for (const by of ["clusters", "spectral"] as const) {
      const answer = shelf.answer({ about: "order", key: "k", by });
      if (answer.is !== "order") throw new Error(answer.is);
      const rows = [...new Int32Array(decodeBase64(answer.rows).buffer)];
      expect([rows.slice(0, 2).sort(), rows.slice(2).sort()].sort()).toEqual([
        [0, 2],
        [1, 3],
      ]);
      const ordered = shelf.answer(tile({ order: answer.order }));
      const values = ordered.is === "tile" ? [...decodeFloat32(ordered.float32)] : [];
      expect(values[1]).toBeCloseTo(0.9);
      expect(values[2]).toBe(0);
    }
  });

  it("takes an order from the renderer", () => {
    const shelf = shelfOf(2, 2, [1, 2, 3, 4]);
    const by = { rows: bytesOf([1, 0]), cols: bytesOf([0, 1]) };
    const answer = shelf.answer({ about: "order", key: "k", by });
    const ordered = shelf.answer(tile({ order: answer.is === "order" ? answer.order : "" }));
    expect(ordered.is === "tile" && [...decodeFloat32(ordered.float32)]).toEqual([3, 4, 1, 2]);
  });

  it.each([
    ["another key", tile({ key: "other" })],
    ["a level that is no number", tile({ level: NaN })],
    ["a tile beyond the edge", tile({ row: 7 })],
    ["an order that was never asked for", tile({ order: "clusters" })],
    [
      "an order of other length",
      { about: "order", key: "k", by: { rows: bytesOf([0]), cols: bytesOf([0, 1]) } } as const,
    ],
    [
      "an order with places that are none",
      { about: "order", key: "k", by: { rows: bytesOf([0, 9]), cols: bytesOf([0, 1]) } } as const,
    ],
  ])("has for %s only a reason", (_, question) => {
    expect(shelfOf(2, 2, [1, 2, 3, 4]).answer(question).is).toBe("gone");
  });
});
