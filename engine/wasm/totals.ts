import { withArena } from "./arena.js";
import type { FloatSize } from "./floats.js";
import { wasm } from "./loader.js";

/** A row-major matrix in the shared memory. */
export interface MatrixAt {
  readonly at: number;
  readonly size: FloatSize;
  readonly columns: number;
}

/** Sums of the columns over rows from … to − 1, one after the other. */
export function columnTotals(
  { at, size, columns }: MatrixAt,
  from: number,
  to: number,
): Float64Array {
  const { exports } = wasm();
  const add = size === 8 ? exports.columnTotals64 : exports.columnTotals32;
  const stride = columns * size;
  return withArena((arena) => {
    const { ptr, view } = arena.float64(columns);
    add(ptr, at + from * stride, stride, to - from, columns);
    return Float64Array.from(view);
  });
}
