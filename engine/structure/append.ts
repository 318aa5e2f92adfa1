import { asArray, weakScalar, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { ravel } from "./ravel.js";

/**
 * A new array with values behind those of x along an axis; without one, both are flat.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * append([1, 2], 3); // array([1., 2., 3.])
 * append([[1, 2]], [[3, 4]], 0); // array([[1., 2.], [3., 4.]])
 * ```
 */
export function append(x: ArrayInput, values: ArrayInput, axis: number | null = null): NDArray {
  const array = asArray(x);
  const more = typeof values === "number" ? weakScalar("append", values, array.dtype) : values;
  return axis === null ? concat([ravel(array), ravel(more)]) : concat([array, more], axis);
}
