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

/**
 * Vectors as the columns of a matrix; matrices side by side.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * columnStack([[1, 2], [3, 4]]); // array([[1., 3.], [2., 4.]])
 * ```
 */
export function columnStack(parts: readonly ArrayInput[]): NDArray {
  return concat(
    parts.map((part) => asColumns(asArray(part))),
    1,
  );
}

function asColumns(x: NDArray): NDArray {
  return x.ndim < 2 ? reshape(x, [x.size, 1]) : x;
}

/**
 * Arrays one behind the other, along their third axis; vectors are rows of a matrix.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * dstack([[1, 2], [3, 4]]); // array([[[1., 3.], [2., 4.]]])
 * ```
 */
export function dstack(parts: readonly ArrayInput[]): NDArray {
  const matrices = parts.map((part) => withAxes(part, 2));
  return concat(
    matrices.map((x) => (x.ndim === 2 ? reshape(x, [...x.shape, 1]) : x)),
    2,
  );
}

/**
 * The array itself, a number as a vector of one.
 *
 * @example
 * ```ts
 * atleast1d(3); // array([3.])
 * ```
 */
export function atleast1d(x: ArrayInput): NDArray {
  return withAxes(x, 1);
}

/**
 * The array itself, a vector or a number as a matrix of one row.
 *
 * @example
 * ```ts
 * atleast2d([1, 2]); // array([[1., 2.]])
 * ```
 */
export function atleast2d(x: ArrayInput): NDArray {
  return withAxes(x, 2);
}

/** With axes of length 1 in front until there are so many. */
function withAxes(part: ArrayInput, ndim: number): NDArray {
  const x = asArray(part);
  const missing = Math.max(0, ndim - x.ndim);
  return reshape(x, [...new Array<number>(missing).fill(1), ...x.shape]);
}
