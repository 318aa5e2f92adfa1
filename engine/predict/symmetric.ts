import { DomainError } from "../errors.js";
import { isKnownSymmetric } from "../wasm/asymmetry.js";
import type { FloatArray } from "./float-array.js";

/** Part of the largest entry that transposed ones may differ by: rounding, in float32 too, is far below. */
const TOLERATED = 1e-4;

/**
 * Factorisations read one triangle, or the symmetric part, and would not notice that the other differs.
 *
 * @throws {@link DomainError} for a square matrix that is not symmetric, naming an entry.
 */
export function checkSymmetric(argument: string, { data, shape: [n = 0] }: FloatArray): void {
  if (isKnownSymmetric(data, n)) return;
  const { difference, i, j } = mostDifferent(data, n);
  if (difference === 0 || difference <= TOLERATED * largestOf(data)) return;
  throw new DomainError(
    `predict: ${argument} is not symmetric: entry [${i}, ${j}] is ${Number(data[i * n + j])}, entry [${j}, ${i}] is ${Number(data[j * n + i])}. A kernel of examples with themselves is; were rows or blocks put in another order?`,
  );
}

/** The entry below the diagonal that differs most from its mirror image. */
function mostDifferent(data: FloatArray["data"], n: number) {
  let worst = { difference: 0, i: 0, j: 0 };
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const difference = Math.abs((data[i * n + j] as number) - (data[j * n + i] as number));
      if (difference > worst.difference) worst = { difference, i, j };
    }
  }
  return worst;
}

function largestOf(data: FloatArray["data"]): number {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i] as number));
  return largest;
}
