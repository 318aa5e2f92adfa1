import { checkInterrupt } from "../platform/interrupt.js";
import type { MatrixStatistics } from "./payload.js";

/** Rows between two looks at the interrupt flag: some milliseconds of work at 20,000 columns. */
const ROWS_PER_LOOK = 64;

/** What is true of the whole matrix, whatever its preview leaves out. */
export function matrixStatistics(
  data: ArrayLike<number>,
  rows: number,
  cols: number,
): MatrixStatistics {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let finite = 0;
  let smallest = Infinity;
  for (let row = 0; row < rows; row++) {
    if (row % ROWS_PER_LOOK === 0) checkInterrupt();
    let rowSum = 0;
    for (let i = row * cols; i < (row + 1) * cols; i++) {
      const value = data[i] as number;
      if (!Number.isFinite(value)) continue;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value !== 0 && value < smallest && -value < smallest) smallest = Math.abs(value);
      rowSum += value;
      finite += 1;
    }
    sum += rowSum;
  }
  const some = finite > 0;
  return {
    min: some ? min : null,
    max: some ? max : null,
    mean: some ? sum / finite : null,
    smallest: smallest < Infinity ? smallest : null,
    ...quantiles(data),
    nonFinite: rows * cols - finite,
    symmetric: rows === cols && isSymmetric(data, rows),
  };
}

/** Entries that stand for all when the tails are cut off. */
const SAMPLE = 1 << 16;
const TAIL = 0.01;

/** Every so manieth entry, by a stride that shares no period with the rows. */
function quantiles(data: ArrayLike<number>): Pick<MatrixStatistics, "low" | "high"> {
  const stride = data.length <= SAMPLE ? 1 : Math.ceil(data.length / SAMPLE) | 1;
  const sample = new Float64Array(Math.ceil(data.length / stride));
  let count = 0;
  for (let i = 0; i < data.length; i += stride) {
    const value = data[i] as number;
    if (Number.isFinite(value)) sample[count++] = value;
  }
  if (count === 0) return { low: null, high: null };
  const sorted = sample.subarray(0, count).sort();
  const at = (share: number) => sorted[Math.round(share * (count - 1))] as number;
  return { low: at(TAIL), high: at(1 - TAIL) };
}

/** Side of the square blocks in which a matrix is compared with its transpose: both stay in cache. */
const BLOCK = 64;

/** Equal to its transpose entry by entry; NaN equals NaN. */
function isSymmetric(data: ArrayLike<number>, n: number): boolean {
  for (let top = 0; top < n; top += BLOCK) {
    checkInterrupt();
    for (let left = 0; left <= top; left += BLOCK) {
      if (!isBlockSymmetric(data, n, top, left)) return false;
    }
  }
  return true;
}

function isBlockSymmetric(data: ArrayLike<number>, n: number, top: number, left: number): boolean {
  for (let row = top; row < Math.min(n, top + BLOCK); row++) {
    for (let col = left; col < Math.min(row, left + BLOCK); col++) {
      const below = data[row * n + col] as number;
      const above = data[col * n + row] as number;
      if (below !== above && !(Number.isNaN(below) && Number.isNaN(above))) return false;
    }
  }
  return true;
}
