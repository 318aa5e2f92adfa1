import Papa from "papaparse";
import { array } from "../array/create.js";
import { getDefaultDtype, type FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";

export interface CsvOptions {
  /** Between cells; found out unless given. */
  readonly delimiter?: string;
  /** Whether the first row has names; unless given, when one of its cells is no number. */
  readonly header?: boolean;
  /** Which columns to take, by name or position; all unless given. */
  readonly columns?: readonly (string | number)[];
  readonly dtype?: FloatDtype;
}

/** Numbers of a table. */
export interface CsvTable {
  /** Of the columns; their positions as text where the file has no header. */
  readonly names: readonly string[];
  /** rows × columns. */
  readonly values: NDArray<FloatDtype>;
}

/**
 * The numbers of a table of comma-separated values (RFC 4180; other delimiters are found out). An empty
 * cell is NaN.
 *
 * @param text - The file's text, or its bytes in UTF-8.
 * @throws {@link DomainError} naming row and column of a cell that is no number, and the row that is
 *   longer or shorter than the first.
 * @example
 * ```ts
 * io.csv("a,b\n1,2\n3,4").values; // array([[1., 2.], [3., 4.]])
 * io.csv("a,b\n1,2\n3,4", { columns: ["b"] }).names; // ["b"]
 * ```
 */
export function csv(text: string | Uint8Array, options: CsvOptions = {}): CsvTable {
  checkOptions("io.csv", options, ["delimiter", "header", "columns", "dtype"]);
  const { delimiter = "", columns, dtype = getDefaultDtype() } = options;
  const rows = rowsOf(typeof text === "string" ? text : new TextDecoder().decode(text), delimiter);
  const [first = []] = rows;
  const hasHeader = options.header ?? first.some((cell) => numberIn(cell) === undefined);
  const names = hasHeader ? first.map((cell) => cell.trim()) : first.map((_, k) => String(k));
  const taken =
    columns === undefined
      ? names.map((_, k) => k)
      : columns.map((column) => placeOf(column, names));
  const body = hasHeader ? rows.slice(1) : rows;
  const values = body.flatMap((row, i) =>
    taken.map((k) => cellNumber(row, k, { row: i + (hasHeader ? 2 : 1), name: names[k] ?? "" })),
  );
  const shape = [body.length, taken.length];
  return {
    names: taken.map((k) => names[k] as string),
    values: array(Float64Array.from(values), { shape, dtype }),
  };
}

function rowsOf(text: string, delimiter: string): string[][] {
  // A blank line is none; one of delimiters alone is a row of empty cells.
  const data = Papa.parse<string[]>(text, { delimiter }).data.filter(
    ([cell = "", ...others]) => others.length > 0 || cell.trim() !== "",
  );
  const width = data[0]?.length ?? 0;
  const ragged = data.findIndex((row) => row.length !== width);
  if (ragged < 0) return data;
  throw new DomainError(
    `io.csv: row ${ragged + 1} has ${data[ragged]?.length ?? 0} cells and the first has ${width}; give the delimiter if another one separates them`,
  );
}

function placeOf(column: string | number, names: readonly string[]): number {
  const place = typeof column === "number" ? column : names.indexOf(column);
  if (Number.isInteger(place) && place >= 0 && place < names.length) return place;
  throw new DomainError(
    `io.csv: there is no column ${JSON.stringify(column)}; there are ${names.join(", ")}`,
  );
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(inity)?$/i;

/** The number that a cell says; an empty one is NaN, as is "nan". */
function numberIn(cell: string): number | undefined {
  const text = cell.trim();
  if (NUMBER.test(text)) return Number(text);
  if (text === "" || /^nan$/i.test(text)) return NaN;
  const [whole, sign] = INFINITE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return sign === "-" ? -Infinity : Infinity;
}

function cellNumber(row: readonly string[], k: number, at: { row: number; name: string }): number {
  const cell = row[k] ?? "";
  const value = numberIn(cell);
  if (value !== undefined) return value;
  throw new DomainError(
    `io.csv: row ${at.row}, column "${at.name}": ${JSON.stringify(cell.slice(0, 40))} is no number; take the numeric columns with { columns: [...] }`,
  );
}
