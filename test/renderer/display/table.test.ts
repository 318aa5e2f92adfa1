import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { tablePayload } from "../../../engine/display/table.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseTable } from "../../../renderer/payload/table.js";
import { next, sortedRows } from "../../../renderer/table/sorting.js";

const stored = (values: unknown, options = {}) =>
  parseTable(JSON.parse(JSON.stringify(tablePayload(values, options))));

describe("a table", () => {
  it("of an array has a row for each of the leading indices", () => {
    const array = new NDArray(
      Float64Array.of(1, 2, 3, 4, 5, NaN, 7, -Infinity),
      [2, 2, 2],
      "float64",
    );
    const { kind, rows, cells, text } = stored(array);
    expect([kind, rows]).toEqual(["float64 [2, 2, 2]", ["[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"]]);
    expect(cells[2]).toEqual([5, { number: "NaN" }]);
    expect(text).toBe(
      [
        "4 × 2 float64 [2, 2, 2]",
        "[0, 0]  1          2",
        "[0, 1]  3          4",
        "[1, 0]  5        NaN",
        "[1, 1]  7  -Infinity",
      ].join("\n"),
    );
  });

  it("of a vector has one column, of a number one cell", () => {
    expect(stored(new NDArray(Float64Array.of(1, 2), [2], "float64")).cells).toEqual([[1], [2]]);
    expect(stored(3).cells).toEqual([[3]]);
  });

  it("of objects has a column for every key", () => {
    const { columns, cells } = stored([{ a: 1 }, { b: "x", a: true }, { c: { d: 1 } }]);
    expect(columns).toEqual(["a", "b", "c"]);
    expect(cells).toEqual([
      [1, null, null],
      ["true", "x", null],
      [null, null, '{"d":1}'],
    ]);
  });

  it("of very many rows shows the first", () => {
    const { shape, cells } = stored(Array.from({ length: 50_000 }, (_, i) => [i]));
    expect([shape, cells.length]).toEqual([[50_000, 1], 1000]);
  });

  it("says what is none, and which names do not fit", () => {
    expect(() => tablePayload("text")).toThrow(
      "show.table: string is no table; give an array, rows",
    );
    expect(() => tablePayload([[1, 2]], { columns: ["a"] })).toThrow("1 names in columns for 2");
  });
});

describe("a stored table", () => {
  const table = stored(
    [
      [1, "a"],
      [null, "b"],
    ],
    { columns: ["n", "s"] },
  );

  it.each([
    ["rows of different lengths", { cells: [[1, 2], [1]] }, /rows of different lengths/],
    ["a million rows", { cells: new Array(1e6).fill([1]) }, /more than 1000/],
    ["a cell that is a list", { cells: [[[1], 2]] }, /cells\[0\]\[0\] is not an object/],
    ["too few names", { columns: ["n"] }, /columns has 1 names for 2/],
    ["more cells than it says", { shape: [1, 1] }, /more than the shape/],
    ["a newer version", { version: 2 }, /version 2 and this NTKbook knows 1; update/],
  ])("with %s is refused and says why", (_, change, why) => {
    expect(() => parseTable({ ...table, ...change })).toThrow(why);
  });

  it("that is any JSON at all is refused with a reason", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => parseTable(json)).toThrow(PayloadError);
      }),
    );
  });
});

describe("sorting", () => {
  const rows = [
    [2, "b"],
    [NaN, "a"],
    [null, "c"],
    [10, "a10"],
    [-1, "a9"],
  ];

  it("puts numbers in order and what is none last, in both directions", () => {
    expect(sortedRows(rows, { col: 0, direction: "ascending" })).toEqual([4, 0, 3, 1, 2]);
    expect(sortedRows(rows, { col: 0, direction: "descending" })).toEqual([3, 0, 4, 1, 2]);
    expect(sortedRows(rows, { col: 1, direction: "ascending" })).toEqual([1, 4, 3, 0, 2]);
    expect(sortedRows(rows, null)).toEqual([0, 1, 2, 3, 4]);
  });

  it("goes up, down and back to what was given", () => {
    const up = next(null, 3);
    const down = next(up, 3);
    expect([up, down, next(down, 3), next(down, 1)]).toEqual([
      { col: 3, direction: "ascending" },
      { col: 3, direction: "descending" },
      null,
      { col: 1, direction: "ascending" },
    ]);
  });
});
