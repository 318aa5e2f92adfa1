// Powers of two that bring matrices to about one, so that squares neither overflow nor vanish; exact.
import type { Floats } from "./floats.js";

/** x 2ᵏ, in two steps where the power itself would overflow. */
export function scaleByPower(x: number, k: number): number {
  const half = Math.trunc(k / 2);
  return x * 2 ** half * 2 ** (k - half);
}

/** The k for which the largest element is at most 2ᵏ; 0 for zeros. */
export function exponentOf(values: Floats): number {
  let largest = 0;
  // An iterator and Math.max would take eight times as long.
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
  }
  return largest === 0 ? 0 : Math.ceil(Math.log2(largest));
}

/** To another buffer. */
export function storeScaled(to: Floats, values: ArrayLike<number>, exponent: number): void {
  for (let i = 0; i < values.length; i++) to[i] = scaleByPower(values[i] as number, exponent);
}
