import { asArray, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";

/**
 * Arrays one below the other; vectors and numbers are rows.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * vstack([[1, 2], [3, 4]]); // array([[1., 2.], [3., 4.]])
 * ```
 */
export function vstack(parts: readonly ArrayInput[]): NDArray {
  return concat(
    parts.map((part) => withAxes(part, 2)),
    0,
  );
}

/**
 * Arrays side by side: vectors and numbers one after the other, others along their second axis.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * hstack([[1, 2], [3, 4]]); // array([1., 2., 3., 4.])
 * ```
 */
export function hstack(parts: readonly ArrayInput[]): NDArray {
  const arrays = parts.map((part) => withAxes(part, 1));
  return concat(arrays, arrays[0]?.ndim === 1 ? 0 : 1);
}

/** With axes of length 1 in front until there are so many. */
function withAxes(part: ArrayInput, ndim: number): NDArray {
  const x = asArray(part);
  const missing = Math.max(0, ndim - x.ndim);
  return reshape(x, [...new Array<number>(missing).fill(1), ...x.shape]);
}
