/** Which values of plain JS are tables: numbers in lists, lists of lists, lists of flat objects. */
import { types } from "node:util";
import type { PlainTable } from "../../../engine/host.js";

/** Longer rows are no table, and are not looked through. */
const LONGEST_ROW = 10_000;

/**
 * Null for what is better read as text. Nobody's code is called: no getters, no proxies.
 *
 * @param text - of the value: numbers that find room in one line of it are read there
 * @param most - rows that are looked at; the others are taken to be like them
 */
export function plainTable(
  value: unknown,
  { text, most }: { readonly text: string; readonly most: number },
): PlainTable | null {
  if (!isList(value) || value.length === 0) return null;
  const kind = Array.isArray(value)
    ? "table"
    : Object.prototype.toString.call(value).slice("[object ".length, -1);
  const rows = Array.from({ length: Math.min(most, value.length) }, (_, i) => entryOf(value, i));
  const whole = { length: value.length, kind };
  if (rows.every(isNumber)) return text.includes("\n") ? { rows, ...whole } : null;
  if (rows.every(isRow) && rows.some(({ length }) => length > 0))
    return { rows: rows.map(entriesOf), ...whole };
  return rows.every(isRecord) ? { rows, ...whole } : null;
}

type Numbers = Exclude<NodeJS.TypedArray, Buffer>;

function isList(value: unknown): value is readonly unknown[] | Numbers {
  if (types.isProxy(value)) return false;
  return Array.isArray(value) || (types.isTypedArray(value) && !Buffer.isBuffer(value));
}

/** An element that is stored as such; undefined for holes and getters. */
function entryOf(list: readonly unknown[] | Numbers, index: number): unknown {
  return Object.getOwnPropertyDescriptor(list, index)?.value;
}

const entriesOf = (list: readonly unknown[] | Numbers): unknown[] =>
  Array.from({ length: list.length }, (_, i) => entryOf(list, i));

const isNumber = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "bigint";

const isFlat = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  ["string", "boolean"].includes(typeof value) ||
  isNumber(value);

function isRow(value: unknown): value is readonly unknown[] | Numbers {
  if (!isList(value) || value.length > LONGEST_ROW) return false;
  return entriesOf(value).every(isFlat);
}

function isRecord(value: unknown): boolean {
  if (typeof value !== "object" || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const entries = Object.values(Object.getOwnPropertyDescriptors(value));
  return entries.length > 0 && entries.every((entry) => "value" in entry && isFlat(entry.value));
}
