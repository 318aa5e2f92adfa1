import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  LONGEST_CELL,
  MOST_TABLE_COLS,
  MOST_TABLE_ROWS,
  PAYLOAD_VERSION,
  type TableCell,
  type TablePayload,
} from "../../engine/display/payload.js";
import { count, fields, knownVersion, list, number, PayloadError, string, words } from "./check.js";

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseTable(json: unknown): TablePayload {
  const payload = fields(json, "the payload");
  const [rows, cols, ...more] = list(payload["shape"], "shape", 2, (value, where) =>
    count(value, where, Number.MAX_SAFE_INTEGER),
  );
  if (rows === undefined || cols === undefined || more.length > 0)
    throw new PayloadError("shape has not two entries");
  const cells = list(payload["cells"], "cells", MOST_TABLE_ROWS, (row, where) =>
    list(row, where, MOST_TABLE_COLS, parseCell),
  );
  const width = cells[0]?.length ?? 0;
  if (cells.some((row) => row.length !== width))
    throw new PayloadError("cells has rows of different lengths");
  if (cells.length > rows || width > cols) throw new PayloadError("cells are more than the shape");
  return {
    version: knownVersion(payload["version"], PAYLOAD_VERSION),
    title: words(payload["title"], "title", LONGEST.title),
    text: string(payload["text"], "text"),
    kind: words(payload["kind"], "kind", LONGEST.name),
    shape: [rows, cols],
    columns: names(payload["columns"], "columns", width),
    rows: names(payload["rows"], "rows", cells.length),
    cells,
  };
}

function names(value: unknown, where: string, length: number): string[] | null {
  if (value === null) return null;
  const found = list(value, where, MOST_TABLE_ROWS, (one, at) => words(one, at, LONGEST.name));
  if (found.length === length || length === 0) return found;
  throw new PayloadError(`${where} has ${found.length} names for ${length}`);
}

function parseCell(value: unknown, where: string): TableCell {
  if (value === null) return null;
  if (typeof value === "string") return words(value, where, LONGEST_CELL);
  if (typeof value !== "object") return number(value, where);
  const { number: word } = fields(value, where);
  if (word === "NaN" || word === "Infinity" || word === "-Infinity") return { number: word };
  throw new PayloadError(`${where}.number is none of NaN, Infinity, -Infinity`);
}
