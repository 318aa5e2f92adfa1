/** Entries that lie together, as engine/wasm/assembly/shared/tile-angular.ts and tile-central.ts read them. */
const BLOCK = 8;

/** Vectors one after the other, an entry a row; times factors of the rows. */
export interface Columns {
  readonly values: Float64Array;
  readonly factors?: Float64Array;
}

/**
 * Numbers, filled up to whole blocks, and behind them all columns turned to blocks of rows: what a step reads for some
 * columns of the tile lies in one place.
 */
export function rowBlocks(
  rows: number,
  parts: readonly Columns[],
  numbers: readonly number[] = [],
): Float64Array {
  const start = Math.ceil(numbers.length / BLOCK) * BLOCK;
  const count = parts.reduce((sum, { values }) => sum + values.length / rows, 0);
  const out = new Float64Array(Math.max(1, start + Math.ceil(rows / BLOCK) * BLOCK * count));
  out.set(numbers);
  let term = 0;
  for (const part of parts) {
    const terms = part.values.length / rows;
    const stride = BLOCK * count;
    writeBlocks(out, part, { at: start + BLOCK * term, rows, stride });
    term += terms;
  }
  return out;
}

interface Place {
  readonly at: number;
  readonly rows: number;
  /** From block to block. */
  readonly stride: number;
}

function writeBlocks(
  out: Float64Array,
  { values, factors }: Columns,
  { at, rows, stride }: Place,
): void {
  for (let from = 0, to = at; from < values.length; from += rows, to += BLOCK) {
    for (let row = 0; row < rows; row++) {
      const value = values[from + row] as number;
      const entry = to + (row >> 3) * stride + (row & (BLOCK - 1));
      out[entry] = factors === undefined ? value : value * (factors[row] as number);
    }
  }
}
