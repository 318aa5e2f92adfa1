import { withArena, type Arena } from "./arena.js";
import type { Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { outerTiles } from "./outer-tasks.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { addressOf } from "./recycling.js";

/** A batch of columns of length m and one of rows of length n. */
export interface OuterProducts {
  readonly columns: Floats;
  readonly m: number;
  readonly rows: Floats;
  readonly n: number;
  /** Which column meets which row, in the order of the results. */
  readonly pairs: readonly (readonly [column: number, row: number])[];
}

/** Tiles worth a thread: copying one out takes about 6 µs, waking a thread some 20. */
const TILES_A_THREAD = 4;

/**
 * out = x yᵀ for each pair. A product over one index is all writing, and panels of a matrix product
 * would write it twice. Gradients of single examples by weights are such products.
 */
export function outerInto(out: Floats, { columns, m, rows, n, pairs }: OuterProducts): void {
  withArena((arena) => {
    const payload = {
      ...{ out, outAt: addressOf(out), m, n },
      columns: reach(arena, columns),
      rows: reach(arena, rows),
      pairs: table(arena, pairs),
    };
    parallel("outerTile", payload, outerTiles(out), TILES_A_THREAD);
  });
}

function table(arena: Arena, pairs: OuterProducts["pairs"]): number {
  const to = arena.bytes(8 * pairs.length);
  new Uint32Array(wasm().memory.buffer, to, 2 * pairs.length).set(pairs.flat());
  return to;
}
