import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { ShapeError } from "../errors.js";
import { emitDisplay, type MimeBundle } from "./display.js";
import { formatNumber } from "./drawing/number-format.js";
import { shortened } from "./drawing/shortened.js";
import {
  LONGEST_CELL,
  MIME,
  MOST_TABLE_COLS,
  MOST_TABLE_ROWS,
  PAYLOAD_VERSION,
  type TableCell,
  type TablePayload,
} from "./payload.js";
import type { Words } from "./values.js";

/** A row with named entries. */
export type TableRecord = Readonly<Record<string, unknown>>;

/** Names around a table. */
export interface TableOptions {
  readonly title?: Words;
  /** One a column. */
  readonly columns?: readonly Words[];
  /** One a row; for arrays their indices by default. */
  readonly rows?: readonly Words[];
}

/**
 * Shows a table: an array (of more than two axes, a row for each of the leading indices), rows of numbers or
 * texts, or a list of objects whose keys are the columns. Columns can be sorted; the first 1000 rows and 100
 * columns are shown.
 *
 * @throws {@link ShapeError} for anything else, and for names that are not one a row or column.
 * @example
 * ```ts
 * show.table([[1, 2], [3, 4]], { columns: ["a", "b"], title: "Small" });
 * show.table([{ layer: "dense", width: 512 }, { layer: "relu", width: 512 }]);
 * ```
 */
export function table(
  values: ArrayInput | readonly TableRecord[] | readonly (readonly unknown[])[],
  options: TableOptions = {},
): void {
  const payload = tablePayload(values, options);
  emitDisplay({ id: null, bundle: { [MIME.table]: payload, "text/plain": payload.text } });
}

/** A value of plain JS that nobody asked to see as a table. */
export interface PlainTable {
  /** The first of them: lists, objects whose keys are the columns, or single entries. */
  readonly rows: readonly unknown[];
  /** How many the whole has. */
  readonly length: number;
  /** What the value is, e.g. `Float32Array`. */
  readonly kind: string;
}

/** A notebook keeps less of what was only looked at in passing. */
export const MOST_PLAIN_ROWS = 200;
const MOST_PLAIN_COLS = 50;

/** @param text - what the value is shown by where nothing draws tables */
export function plainTableBundle({ rows, length, kind }: PlainTable, text: string): MimeBundle {
  const body = bodyOf(rows);
  const whole = { ...body, shape: [length, body.shape[1]], kind } as const;
  const payload = payloadOf(whole, {}, [rows.length, MOST_PLAIN_COLS]);
  return { [MIME.table]: payload, "text/plain": text };
}

interface Body {
  readonly kind: string;
  readonly columns: readonly string[] | null;
  readonly rows: readonly string[] | null;
  readonly shape: readonly [number, number];
  readonly at: (row: number, col: number) => unknown;
}

export function tablePayload(values: unknown, options: TableOptions = {}): TablePayload {
  return payloadOf(bodyOf(values), options);
}

function payloadOf(
  body: Body,
  options: TableOptions,
  [mostRows, mostCols] = [MOST_TABLE_ROWS, MOST_TABLE_COLS],
): TablePayload {
  const [rows, cols] = body.shape;
  const columns = options.columns?.map(String) ?? body.columns;
  const rowNames = options.rows?.map(String) ?? body.rows;
  oneEach("columns", columns, cols);
  oneEach("rows", rowNames, rows);
  const [shownRows, shownCols] = [Math.min(rows, mostRows), Math.min(cols, mostCols)];
  const cells = Array.from({ length: shownRows }, (_, row) =>
    Array.from({ length: shownCols }, (__, col) => cellOf(body.at(row, col))),
  );
  const title = String(options.title ?? "");
  const facts = `${rows} × ${cols} ${body.kind}`;
  const kept = {
    columns: columns?.slice(0, shownCols) ?? null,
    rows: rowNames?.slice(0, shownRows) ?? null,
    cells,
  };
  const heading = title === "" ? facts : `${title}: ${facts}`;
  const text = [heading, ...textLines(kept)].join("\n");
  return { version: PAYLOAD_VERSION, title, text, kind: body.kind, shape: [rows, cols], ...kept };
}

function oneEach(what: "columns" | "rows", names: readonly string[] | null, count: number): void {
  if (names === null || names.length === count) return;
  throw new ShapeError(
    `show.table: ${names.length} names in ${what} for ${count}; give one for each`,
  );
}

function bodyOf(values: unknown): Body {
  if (values instanceof NDArray || typeof values === "number" || ArrayBuffer.isView(values))
    return arrayBody(asArray(values as ArrayInput));
  if (!Array.isArray(values)) throw notTable(values);
  const given: readonly unknown[] = values;
  if (given.every((row) => Array.isArray(row))) return rowsBody(given as readonly unknown[][]);
  if (given.every(isRecord)) return recordsBody(given);
  return rowsBody(given.map((value) => [value]));
}

const notTable = (values: unknown) =>
  new ShapeError(
    `show.table: ${values === null ? "null" : typeof values} is no table; give an array, rows, or a list of objects`,
  );

const isRecord = (value: unknown): value is TableRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Leading axes become rows, named by their indices. */
function arrayBody({ shape, data, dtype }: NDArray): Body {
  const cols = shape.length < 2 ? 1 : (shape.at(-1) ?? 1);
  const rows = cols === 0 ? 0 : data.length / cols;
  const leading = shape.length < 2 ? shape : shape.slice(0, -1);
  return {
    kind: `${dtype} [${shape.join(", ")}]`,
    columns: null,
    rows:
      leading.length < 2 ? null : Array.from({ length: rows }, (_, row) => indices(row, leading)),
    shape: [rows, cols],
    at: (row, col) => Number(data[row * cols + col]),
  };
}

/** `[0, 2]` of the third row of the first block. */
function indices(row: number, shape: readonly number[]): string {
  const found: number[] = [];
  let rest = row;
  for (const length of [...shape].reverse()) {
    found.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return `[${found.join(", ")}]`;
}

function rowsBody(rows: readonly (readonly unknown[])[]): Body {
  const cols = rows.reduce((most, { length }) => Math.max(most, length), 0);
  const shape = [rows.length, cols] as const;
  return { kind: "table", columns: null, rows: null, shape, at: (row, col) => rows[row]?.[col] };
}

function recordsBody(records: readonly TableRecord[]): Body {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return {
    kind: "table",
    columns,
    rows: null,
    shape: [records.length, columns.length],
    at: (row, col) => records[row]?.[columns[col] ?? ""],
  };
}

function cellOf(value: unknown): TableCell {
  if (value === undefined || value === null) return null;
  if (value instanceof NDArray) return value.ndim === 0 ? cellOf(value.item()) : value.toString();
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "number")
    return shortened(typeof value === "string" ? value : wordsOf(value), LONGEST_CELL);
  if (Number.isFinite(value)) return value;
  return { number: Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity" };
}

/** Objects as JSON, where they have one. */
function wordsOf(value: object | boolean | symbol | ((...args: never[]) => unknown)): string {
  if (typeof value !== "object") return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return "object";
  }
}

/** Rows and columns that the text shows. */
const TEXT_ROWS = 12;
const TEXT_COLS = 8;

function textLines({
  columns,
  rows,
  cells,
}: Pick<TablePayload, "columns" | "rows" | "cells">): string[] {
  const body = cells
    .slice(0, TEXT_ROWS)
    .map((row, i) => [rows?.[i] ?? String(i), ...row.slice(0, TEXT_COLS).map(plain)]);
  const head = columns === null ? [] : [["", ...columns.slice(0, TEXT_COLS)]];
  const lines = [...head, ...body];
  const width = (col: number) => Math.max(...lines.map((line) => (line[col] ?? "").length));
  const widths = (lines[0] ?? []).map((_, col) => width(col));
  const written = lines.map((line) =>
    line.map((cell, col) => cell.padStart(widths[col] ?? 0)).join("  "),
  );
  return cells.length > TEXT_ROWS ? [...written, "…"] : written;
}

function plain(cell: TableCell): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.number;
  return typeof cell === "string" ? cell : formatNumber(cell).replaceAll("−", "-");
}
