import { checkInterrupt } from "../platform/interrupt.js";
import { blockStart, previewLength } from "./drawing/blocks.js";
import { encodeNumbers } from "./drawing/encoding.js";
import type { EncodedMatrix } from "./payload.js";

/** Block means, at most `limit` along each axis. A NaN or ∞ shows in its block's mean. */
export function matrixPreview(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  limit: number,
): EncodedMatrix {
  const means = blockMeans(data, rows, cols, limit);
  return { rows: means.rows, cols: means.cols, ...encodeNumbers(means.values) };
}

export interface BlockMeans {
  readonly rows: number;
  readonly cols: number;
  readonly values: Float64Array;
}

export function blockMeans(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
  limit: number,
): BlockMeans {
  const blockRows = previewLength(rows, limit);
  const blockCols = previewLength(cols, limit);
  const starts = Array.from({ length: blockCols + 1 }, (_, j) => blockStart(j, blockCols, cols));
  const values = new Float64Array(blockRows * blockCols);
  for (let i = 0; i < blockRows; i++) {
    checkInterrupt();
    const first = blockStart(i, blockRows, rows);
    const last = blockStart(i + 1, blockRows, rows);
    const sums = values.subarray(i * blockCols, (i + 1) * blockCols);
    for (let row = first; row < last; row++) addRow(sums, data, row * cols, starts);
    for (let j = 0; j < blockCols; j++) {
      const width = (starts[j + 1] as number) - (starts[j] as number);
      sums[j] = (sums[j] as number) / ((last - first) * width);
    }
  }
  return { rows: blockRows, cols: blockCols, values };
}

/** Adds one row of the matrix, block by block, to the sums of its row of blocks. */
function addRow(
  sums: Float64Array,
  data: ArrayLike<number>,
  row: number,
  starts: readonly number[],
): void {
  for (let j = 0; j < sums.length; j++) {
    let sum = 0;
    const end = row + (starts[j + 1] as number);
    for (let i = row + (starts[j] as number); i < end; i++) sum += data[i] as number;
    sums[j] = (sums[j] as number) + sum;
  }
}
