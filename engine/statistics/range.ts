import { sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import type { Axes, ReduceOptions } from "../array/reduce.js";
import { max, min } from "../array/reductions.js";
import { checkOptions } from "../options.js";

/**
 * From peak to peak: the largest less the smallest element, along the given axes or of all.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * ptp([[1, 5], [3, 4]], 1); // array([4., 1.])
 * ```
 */
export function ptp(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("ptp", options, ["keepdims"]);
  const array = asArray(x);
  return sub(max(array, axis, options), min(array, axis, options));
}
