import { copyOut, sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

export interface OuterPayload {
  readonly out: Floats;
  /** Addresses of the columns, the rows, and which column meets which row. */
  readonly columns: number;
  readonly rows: number;
  readonly pairs: number;
  readonly m: number;
  readonly n: number;
}

/** Elements of a tile, which stays in the second cache until it is copied out. */
const TILE = 16384;

export function outerTiles(out: Floats): number {
  return Math.ceil(out.length / TILE);
}

export const outerTasks = {
  /** A stretch of a batch of outer products. */
  outerTile: (payload: OuterPayload, tile: number, { ptr }: Scratch): void => {
    const { out, columns, rows, pairs, m, n } = payload;
    const first = tile * TILE;
    const length = Math.min(TILE, out.length - first);
    const { exports } = wasm();
    const fill = sizeOfFloat(out) === 8 ? exports.outer64 : exports.outer32;
    fill(ptr, columns, rows, pairs, m, n, Math.floor(first / n), first % n, length);
    copyOut(out, first, ptr, length);
  },
};
