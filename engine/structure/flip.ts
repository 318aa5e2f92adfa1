import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";

/**
 * The array in reverse order along an axis, several, or all.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * flip([1, 2, 3]); // array([3., 2., 1.])
 * ```
 */
export function flip(x: ArrayInput, axis: number | readonly number[] | null = null): NDArray {
  const array = asArray(x);
  const axes = axis === null ? array.shape.map((_, k) => k) : [axis].flat();
  const turned = new Set(axes.map((k) => normaliseAxis("flip", k, array.ndim)));
  return slice(
    array,
    ...array.shape.map((_, k): AxisSlice => (turned.has(k) ? [null, null, -1] : [])),
  );
}
