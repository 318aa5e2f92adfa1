import { withArena } from "./arena.js";
import type { FloatSize } from "./floats.js";
import type { Fold } from "./folds.js";
import { wasm } from "./loader.js";

/** The fold of `count` floats at an address of the shared memory, one at least: the bits of `folds`. */
export function foldAt(kind: Fold, size: FloatSize, at: number, count: number): number {
  const { exports } = wasm();
  if (kind === "sum")
    return size === 8 ? exports.treeSum64(at, count) : exports.treeSum32(at, count);
  if (kind === "max")
    return size === 8 ? exports.largest64(at, count) : exports.largest32(at, count);
  return size === 8 ? exports.smallest64(at, count) : exports.smallest32(at, count);
}

/** Rows of `count` floats, one at least, at an address of the shared memory. */
export interface RowsAt {
  readonly at: number;
  readonly size: FloatSize;
  readonly rows: number;
  readonly count: number;
}

/** The folds of rows: the bits of `folds`. */
export function foldRows(kind: Fold, { at, size, rows, count }: RowsAt): Float64Array {
  const { exports } = wasm();
  return withArena((arena) => {
    const { ptr, view } = arena.float64(rows);
    if (kind === "sum") {
      const sums = size === 8 ? exports.rowSums64 : exports.rowSums32;
      sums(ptr, at, rows, count);
    } else {
      const extrema = size === 8 ? exports.rowExtrema64 : exports.rowExtrema32;
      extrema(ptr, at, rows, count, kind === "max" ? 1 : -1);
    }
    return Float64Array.from(view);
  });
}
