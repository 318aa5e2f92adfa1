import { firstNonFinite } from "../array/finite.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";

/**
 * Refuses NaN and infinities before they spread through a kernel unseen.
 *
 * @throws {@link DomainError} naming the argument and the row.
 */
export function checkFinite(argument: string, x: NDArray): void {
  const at = firstNonFinite(x.data);
  if (at < 0) return;
  const row = Math.floor(at / (x.size / (x.shape[0] ?? 1)));
  throw new DomainError(
    `predict: ${argument} holds ${x.data[at] as number} in row ${row}; remove or replace that row, predictions need finite numbers`,
  );
}
