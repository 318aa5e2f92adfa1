import { expect, it } from "vitest";
import { GIVEN } from "../../../renderer/matrix/arrangement.js";
import { entryAt, placeOf } from "../../../renderer/matrix/place-of.js";

const turned = { ...GIVEN, rows: Int32Array.of(2, 0, 1), cols: null };
const matrix = { shape: [3, 2] } as const;

it("a place of another order is the entry that stands there, and back", () => {
  expect(entryAt(turned, { row: 0, col: 1 })).toEqual({ row: 2, col: 1 });
  for (const row of [0, 1, 2])
    expect(placeOf(turned, entryAt(turned, { row, col: 1 }), matrix)).toEqual({ row, col: 1 });
  expect(entryAt(GIVEN, { row: 1, col: 0 })).toEqual({ row: 1, col: 0 });
});

it("an entry that the matrix does not have has no place", () => {
  for (const [row, col] of [
    [3, 0],
    [0, 2],
    [-1, 0],
    [0.5, 0],
    [NaN, 0],
  ] as const)
    expect(placeOf(GIVEN, { row, col }, matrix)).toBeNull();
  expect(placeOf(turned, { row: 3, col: 0 }, matrix)).toBeNull();
});
