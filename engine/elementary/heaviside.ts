import { equal, greater } from "../array/comparison.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { where } from "../array/where.js";
import { isNaN } from "./finiteness.js";

/**
 * The step from 0 to 1, `atZero` where x is 0; broadcasts. Its derivative by x is 0.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * heaviside([-1, 0, 2], 0.5); // array([0. , 0.5, 1. ])
 * ```
 */
export function heaviside(x: ArrayInput, atZero: ArrayInput): NDArray {
  const array = asArray(x);
  const between = typeof atZero === "number" ? array.dtype : asArray(atZero).dtype;
  const dtype = realDtype(promote(array.dtype, between));
  const step = where(isNaN(array), NaN, greater(array, 0).astype(dtype));
  return where(equal(array, 0), typeof atZero === "number" ? atZero : asArray(atZero), step);
}
