import { describe, expect, it } from "vitest";
import { fileName } from "../../../renderer/export/exports.js";
import { npyOf } from "../../../renderer/export/npy.js";
import { jsonOf, separated, type Table } from "../../../renderer/export/table.js";

const tableOf = (
  values: readonly (readonly (number | string | null)[])[],
  header: readonly string[] | null = null,
): Table => ({
  header,
  rows: values.length,
  cols: values[0]?.length ?? 0,
  at: (row, col) => values[row]?.[col] ?? null,
  dtype: "float64",
});

describe("a table", () => {
  it("as CSV keeps all digits, and quotes what would be read otherwise", () => {
    const table = tableOf([[1 / 3, NaN, 'say "a, b"', null]], ["x", "y,z", "t", "u"]);
    expect(separated(table, ",")).toBe('x,"y,z",t,u\n0.3333333333333333,NaN,"say ""a, b""",\n');
  });

  it("as TSV needs no quotes for commas", () => {
    expect(separated(tableOf([["a,b", 2]]), "\t")).toBe("a,b\t2\n");
  });

  it("as JSON is a list of rows, or of objects by the columns' names", () => {
    expect(jsonOf(tableOf([[1, NaN]]))).toBe('[[1,"NaN"]]');
    expect(jsonOf(tableOf([[1, 2]], ["a", "b"]))).toBe('[{"a":1,"b":2}]');
  });

  it("of too many entries for a text says what to do", () => {
    const huge = { ...tableOf([]), rows: 1e6, cols: 1e6 };
    expect(() => separated(huge, ",")).toThrow("1000000 × 1000000 entries are too many");
  });

  it("as .npy has NumPy's header, values from a multiple of 64 on, and reads back", () => {
    const bytes = npyOf(
      tableOf([
        [1, 2, 3],
        [4, 5, Infinity],
      ]),
    );
    expect(new TextDecoder("latin1").decode(bytes.subarray(0, 8))).toBe("\x93NUMPY\x01\x00");
    const start = 10 + (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0);
    expect(start % 64).toBe(0);
    const head = new TextDecoder().decode(bytes.subarray(10, start));
    expect(head).toMatch(/^{'descr': '<f8', 'fortran_order': False, 'shape': \(2, 3\), } *\n$/);
    expect([...new Float64Array(bytes.slice(start).buffer)]).toEqual([1, 2, 3, 4, 5, Infinity]);
  });
});

describe("a file name", () => {
  it("is made of the words of a title", () => {
    expect(fileName("Θ of <b>digits</b> / ../x")).toBe("θ-of-b-digits-b-x");
    expect(fileName("…")).toBe("figure");
  });
});
