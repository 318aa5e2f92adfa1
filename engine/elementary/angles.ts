import { mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";

/**
 * Degrees as radians.
 *
 * @example
 * ```ts
 * deg2rad(180); // array(3.14159265)
 * ```
 */
export function deg2rad(x: ArrayInput): NDArray {
  return mul(asReal(x), Math.PI / 180);
}

/**
 * Radians as degrees.
 *
 * @example
 * ```ts
 * rad2deg(Math.PI / 2); // array(90.)
 * ```
 */
export function rad2deg(x: ArrayInput): NDArray {
  return mul(asReal(x), 180 / Math.PI);
}

function asReal(input: ArrayInput): NDArray {
  const x = asArray(input);
  return x.astype(realDtype(x.dtype));
}
