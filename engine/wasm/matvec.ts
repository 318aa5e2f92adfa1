import { withArena } from "./arena.js";
import { copyOut, sizeOfFloat, type Floats } from "./floats.js";
import { dotTiles, weightedTiles, type MatvecPayload } from "./matvec-tasks.js";
import type { Operand } from "./pack.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { addressOf } from "./recycling.js";

/** A matrix that is multiplied with a vector; its rows run along the sums or across them. */
export interface Matvec {
  readonly out: Floats;
  readonly matrix: Operand;
  readonly vector: Floats;
}

/** A matrix that is copied into the arena for one product; a longer one is packed slab by slab instead. */
const MOST_COPIED_BYTES = 1 << 22;

/** Whether compiled code can have the whole matrix at once. */
export function fitsMatvec({ data }: Operand): boolean {
  return addressOf(data) !== null || data.byteLength <= MOST_COPIED_BYTES;
}

/** out = M v. The panels of a matrix product would be empty but for one column. */
export function matvecInto({ out, matrix, vector }: Matvec): void {
  const size = sizeOfFloat(out);
  const across = matrix.direction === "across";
  withArena((arena) => {
    const at = addressOf(out) ?? arena.bytes(out.byteLength);
    const payload: MatvecPayload = {
      size,
      matrix: reach(arena, matrix.data),
      vector: reach(arena, vector),
      rows: across ? out.length : vector.length,
      columns: matrix.columns,
      out: at,
    };
    if (across) parallel("rowDots", payload, dotTiles(payload));
    else parallel("weightedRows", payload, weightedTiles(payload));
    if (at !== addressOf(out)) copyOut(out, 0, at, out.length);
  });
}
