import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError } from "../errors.js";

let on = false;

/**
 * Makes every operation that gives a NaN an error that names it, at the line that called it; for
 * finding where a NaN comes from. `debugNans(false)` ends it.
 *
 * @throws {@link DomainError} for anything but true and false.
 * @example
 * ```ts
 * debugNans();
 * log(-1); // DomainError: log gave NaN …
 * ```
 */
export function debugNans(enabled = true): void {
  if (typeof enabled !== "boolean") {
    throw new DomainError("debugNans: give true or false; it holds until debugNans(false)");
  }
  on = enabled;
}

export function debugging(): boolean {
  return on;
}

/** @throws {@link DomainError} naming the operation whose output holds a NaN. */
export function checkNumbers(operation: string, outputs: readonly NDArray[]): void {
  for (const { data, shape } of outputs) {
    const at = data.findIndex(Number.isNaN);
    if (at < 0) continue;
    throw new DomainError(
      `${operation} gave NaN (element ${at} of a result of shape ${formatShape(shape)}); debugNans(false) lets it pass`,
    );
  }
}
