import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";

/**
 * All elements one after the other, in row-major order.
 *
 * @example
 * ```ts
 * ravel([[1, 2], [3, 4]]); // array([1., 2., 3., 4.])
 * ```
 */
export function ravel(x: ArrayInput): NDArray {
  return reshape(asArray(x), [-1]);
}
