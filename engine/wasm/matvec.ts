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
