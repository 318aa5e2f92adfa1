/** Between places on the screen and entries of the matrix, in whatever order it stands. */
import type { MatrixPayload } from "../../engine/display/payload.js";
import type { Entry } from "../linked.js";
import type { Arrangement } from "./arrangement.js";
import type { Cell } from "./cursor.js";

export function entryAt({ rows, cols }: Arrangement, { row, col }: Cell): Entry {
  return { row: rows?.[row] ?? row, col: cols?.[col] ?? col };
}

/** Null for an entry that the matrix does not have. */
export function placeOf(
  { rows, cols }: Arrangement,
  { row, col }: Entry,
  { shape }: Pick<MatrixPayload, "shape">,
): Cell | null {
  const place = rows === null ? row : rows.indexOf(row);
  const across = cols === null ? col : cols.indexOf(col);
  const inside = (at: number, length: number) => Number.isInteger(at) && at >= 0 && at < length;
  return inside(place, shape[0]) && inside(across, shape[1]) ? { row: place, col: across } : null;
}
