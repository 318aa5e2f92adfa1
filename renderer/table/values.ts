import type { TableCell } from "../../engine/display/payload.js";

/** What a cell holds, with the numbers that JSON has not. */
export type Value = number | string | null;

export const valueOf = (cell: TableCell): Value =>
  typeof cell === "object" && cell !== null ? Number(cell.number) : cell;
