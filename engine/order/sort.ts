import { argsort } from "../array/argsort.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { DomainError } from "../errors.js";
import { takeAlong } from "./take-along.js";

/**
 * The elements along an axis in ascending order, NaN last.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * sort([3, 1, 2]); // array([1., 2., 3.])
 * ```
 */
export function sort(x: ArrayInput, axis = -1): NDArray {
  const array = asArray(x);
  return takeAlong(array, argsort(array, axis), axis);
}

/** The largest elements along an axis, and where they stood. */
export interface TopK {
  readonly values: NDArray;
  readonly indices: NDArray<"int32">;
}

/**
 * The `k` largest elements along an axis, the largest first; NaN counts as larger than all.
 *
 * @throws {@link DomainError} when there are not as many.
 * @example
 * ```ts
 * topK([3, 1, 4, 2], 2).values; // array([4., 3.])
 * topK([3, 1, 4, 2], 2).indices; // array([2, 0])
 * ```
 */
export function topK(x: ArrayInput, k: number, axis = -1): TopK {
  const array = asArray(x);
  const along = normaliseAxis("topK", axis, array.ndim);
  const length = array.shape[along] as number;
  if (!Number.isInteger(k) || k < 0 || k > length) {
    throw new DomainError(`topK: k is ${k}; the axis has ${length} elements`);
  }
  const last = (part: AxisSlice) =>
    array.shape.map((_, axis): AxisSlice => (axis === along ? part : []));
  const ascending = slice(argsort(array, along), ...last([length - k]));
  const indices = slice(ascending, ...last([null, null, -1]));
  return { values: takeAlong(array, indices, along), indices };
}
