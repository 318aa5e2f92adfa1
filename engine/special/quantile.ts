import { normalQuantile, tailQuantile } from "./normal-quantile.js";

/** The x with Φ(x) = p: from p itself where it is small, since p − ½ would lose its digits. */
export function quantileOf(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  return p < 0.05 ? -tailQuantile(p) : normalQuantile(p - 0.5);
}

/** erf⁻¹(y): the quantile at ½ + y/2, over √2. */
export function inverseErrorFunction(y: number): number {
  if (!(Math.abs(y) < 1)) return Math.abs(y) === 1 ? y * Infinity : NaN;
  return normalQuantile(y / 2) * Math.SQRT1_2;
}
