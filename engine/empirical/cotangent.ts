import { add, mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";

/**
 * A cotangent on its way back: scale · mask ∘ value. Numbers and masks that would only be multiplied on
 * are carried along, since products of cotangents can often do without them: where the value differs
 * between outputs only and the mask between examples only, neither has both axes.
 */
export interface Cotangent {
  readonly scale: number;
  /** Differs between examples at most; of the value's shape. null: ones. */
  readonly mask: NDArray | null;
  readonly value: NDArray;
}

export function cotangentOf(value: NDArray, scale = 1): Cotangent {
  return { scale, mask: null, value };
}

/** Everything but the scale as one array. */
export function unscaled({ mask, value }: Cotangent): NDArray {
  return mask === null ? value : mul(value, mask);
}

export function whole(cotangent: Cotangent): NDArray {
  const value = unscaled(cotangent);
  return cotangent.scale === 1 ? value : mul(value, cotangent.scale);
}

export function total(a: Cotangent | null, b: Cotangent | null): Cotangent | null {
  if (a === null || b === null) return a ?? b;
  if (a.scale === b.scale) return cotangentOf(add(unscaled(a), unscaled(b)), a.scale);
  return cotangentOf(add(whole(a), whole(b)));
}
