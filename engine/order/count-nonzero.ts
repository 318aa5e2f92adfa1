import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import type { Axes, ReduceOptions } from "../array/reduce.js";
import { sum } from "../array/reductions.js";
import { checkOptions } from "../options.js";

/**
 * How many elements are not zero (or true), along the given axes or of all.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * countNonzero([[0, 1], [2, 3]], 1); // array([1, 2])
 * ```
 */
export function countNonzero(
  x: ArrayInput,
  axis: Axes = null,
  options: ReduceOptions = {},
): NDArray<"int32"> {
  checkOptions("countNonzero", options, ["keepdims"]);
  return sum(astype(x, "bool"), axis, options) as NDArray<"int32">;
}
