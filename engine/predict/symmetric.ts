import { DomainError } from "../errors.js";
import type { FloatArray } from "./float-array.js";

/** Part of the largest entry that transposed ones may differ by: rounding, in float32 too, is far below. */
const TOLERATED = 1e-4;

/** Rows and columns that fit into the cache together with their transposes. */
const BLOCK = 32;

/**
 * Factorisations read one triangle, or the symmetric part, and would not notice that the other differs.
 *
 * @throws {@link DomainError} for a square matrix that is not symmetric, naming an entry.
 */
export function checkSymmetric(argument: string, { data, shape: [n = 0] }: FloatArray): void {
  let [worst, at] = [0, 0];
  forPairs(n, (below, above) => {
    const difference = Math.abs((data[below] as number) - (data[above] as number));
    if (difference > worst) [worst, at] = [difference, below];
  });
  if (worst === 0 || worst <= TOLERATED * largestOf(data)) return;
  const [i, j] = [Math.floor(at / n), at % n];
  throw new DomainError(
    `predict: ${argument} is not symmetric: entry [${i}, ${j}] is ${Number(data[at])}, entry [${j}, ${i}] is ${Number(data[j * n + i])}. A kernel of examples with themselves is; were rows or blocks put in another order?`,
  );
}

/** Places below the diagonal and their mirror images. */
function forPairs(n: number, visit: (below: number, above: number) => void): void {
  for (let top = 0; top < n; top += BLOCK) {
    for (let left = 0; left <= top; left += BLOCK) {
      for (let i = top; i < Math.min(top + BLOCK, n); i++) {
        const end = Math.min(left + BLOCK, i);
        for (let j = left; j < end; j++) visit(i * n + j, j * n + i);
      }
    }
  }
}

function largestOf(data: FloatArray["data"]): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] as number));
  return largest;
}
