/** The order of a table's rows by one of its columns. */
import type { Value } from "./values.js";

export interface Sorting {
  readonly col: number;
  readonly direction: "ascending" | "descending";
}

/** Ascending, descending, as given: what one more click on a column does. */
export function next(sorting: Sorting | null, col: number): Sorting | null {
  if (sorting?.col !== col) return { col, direction: "ascending" };
  return sorting.direction === "ascending" ? { col, direction: "descending" } : null;
}

/** Indices of the rows in order; equal ones stay as they are. */
export function sortedRows(
  rows: readonly (readonly Value[])[],
  sorting: Sorting | null,
): readonly number[] {
  const order = rows.map((_, row) => row);
  if (sorting === null) return order;
  const { col, direction } = sorting;
  const value = (row: number): Value => rows[row]?.[col] ?? null;
  return order.sort((a, b) => compared(value(a), value(b), direction === "ascending" ? 1 : -1));
}

/** Numbers, then texts, then NaN, then nothing, whatever the direction. */
function compared(a: Value, b: Value, sign: 1 | -1): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === "number" && typeof b === "number" && rankOf(a) === 0)
    return a === b ? 0 : sign * (a < b ? -1 : 1);
  if (typeof a === "string" && typeof b === "string")
    return sign * a.localeCompare(b, "en", { numeric: true });
  return 0;
}

function rankOf(value: Value): number {
  if (value === null) return 3;
  if (typeof value === "string") return 1;
  return Number.isNaN(value) ? 2 : 0;
}
