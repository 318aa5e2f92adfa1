/** Tables of small arrays and of rows. */
import type { PAYLOAD_VERSION } from "./contract.js";

/** A finite number, a text, nothing, or one of the numbers that JSON has not. */
export type TableCell =
  number | string | null | { readonly number: "NaN" | "Infinity" | "-Infinity" };

/** Rows of values. */
export interface TablePayload {
  readonly version: typeof PAYLOAD_VERSION;
  readonly title: string;
  /** What viewers show that cannot draw it. */
  readonly text: string;
  /** What it is of, e.g. `float64 [2, 3]`. */
  readonly kind: string;
  /** Rows and columns of the whole, of which the first are here. */
  readonly shape: readonly [number, number];
  readonly columns: readonly string[] | null;
  /** Names of the rows; their numbers when null. */
  readonly rows: readonly string[] | null;
  readonly cells: readonly (readonly TableCell[])[];
}

/** More than this is nothing to read. */
export const MOST_TABLE_ROWS = 1000;
export const MOST_TABLE_COLS = 100;
/** Characters of a text in a cell. */
export const LONGEST_CELL = 500;
