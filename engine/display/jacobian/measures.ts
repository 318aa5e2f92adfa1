/** Norms, root mean squares and zeros of blocks of a Jacobian. */
import type { NDArray } from "../../array/ndarray.js";

/**
 * Frobenius norms of every row block by every part.
 *
 * @param parts - outputs × entries each
 * @param heights - rows of each row block
 */
export function blockNorms(
  parts: readonly NDArray[],
  heights: readonly number[],
): readonly (readonly number[])[] {
  let top = 0;
  return heights.map((height) => {
    const from = top;
    top += height;
    return parts.map(({ data, shape: [, wide = 0] }) => {
      let squares = 0;
      for (let i = from * wide; i < top * wide; i++) squares += Number(data[i]) ** 2;
      return Math.sqrt(squares);
    });
  });
}

/** √(Σ_i J_ij² / rows) of every column j. */
export function rootMeanSquares({ data, shape: [rows = 0, cols = 0] }: NDArray): Float64Array {
  const squares = new Float64Array(cols);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < cols; j++)
      squares[j] = (squares[j] as number) + Number(data[i * cols + j]) ** 2;
  return squares.map((sum) => Math.sqrt(sum / Math.max(1, rows)));
}

/** Entries that are exactly 0; 0 of none. */
export function shareOfZeros({ data }: NDArray): number {
  let zeros = 0;
  for (let i = 0; i < data.length; i++) zeros += data[i] === 0 ? 1 : 0;
  return data.length === 0 ? 0 : zeros / data.length;
}
