import type { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";

/**
 * Whether all numbers are finite, so that 0·x is 0. Of numbers whose sum overflows it says no, which costs
 * whoever asks a detour only.
 */
export function isBounded(x: NDArray): boolean {
  return Number.isFinite(sum(x).item());
}
