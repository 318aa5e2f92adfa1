import { copyOut, sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

export interface OuterPayload {
  readonly out: Floats;
  /** Its address; null outside of the shared memory. */
  readonly outAt: number | null;
  /** Addresses of the columns, the rows, and which column meets which row. */
  readonly columns: number;
  readonly rows: number;
  readonly pairs: number;
  readonly m: number;
  readonly n: number;
}

/** Elements of a tile, which stays in the second cache if it is copied out. */
const TILE = 16384;

export function outerTiles(out: Floats): number {
  return Math.ceil(out.length / TILE);
}

export const outerTasks = {
  /** A stretch of a batch of outer products. */
  outerTile: (payload: OuterPayload, tile: number, { ptr }: Scratch): void => {
    const { out, outAt, columns, rows, pairs, m, n } = payload;
    const first = tile * TILE;
    const length = Math.min(TILE, out.length - first);
    const { exports } = wasm();
    const size = sizeOfFloat(out);
    const fill = size === 8 ? exports.outer64 : exports.outer32;
    const to = outAt === null ? ptr : outAt + first * size;
    fill(to, columns, rows, pairs, m, n, Math.floor(first / n), first % n, length);
    if (outAt === null) copyOut(out, first, ptr, length);
  },
};
