import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { diagonal, reshape } from "../array/rearrange.js";
import { asWritten, formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { DomainError, ShapeError } from "../errors.js";
import { pad } from "./pad.js";

/**
 * The matrix with a vector on its k-th diagonal and zeros elsewhere; of a matrix, its k-th diagonal.
 *
 * @param k - Above the main diagonal for k > 0, below for k < 0.
 * @returns A matrix of n + |k| rows and columns for a vector of n.
 * @throws {@link ShapeError} for anything but a vector or a matrix; {@link DomainError} when k is no whole number.
 * @example
 * ```ts
 * diag([1, 2]); // array([[1., 0.], [0., 2.]])
 * diag([[1, 2], [3, 4]]); // array([1., 4.])
 * ```
 */
export function diag(x: ArrayInput, k = 0): NDArray {
  const array = asArray(x);
  if (!Number.isInteger(k)) throw new DomainError(`diag: k is ${asWritten(k)}; use a whole number`);
  if (array.ndim === 2) return diagonal(array, k);
  if (array.ndim !== 1) {
    throw new ShapeError(
      `diag: x has the shape ${formatShape(array.shape)}; give a vector or a matrix`,
    );
  }
  const [n, above, below] = [array.size, Math.max(0, k), Math.max(0, -k)];
  const side = n + above + below;
  // Rows that are one longer than the matrix's put every element one place further to the right.
  const rows = pad(reshape(array, [n, 1]), [
    [0, 0],
    [above, side - above],
  ]);
  const block = reshape(slice(reshape(rows, [n * (side + 1)]), [0, n * side]), [n, side]);
  return pad(block, [
    [below, above],
    [0, 0],
  ]);
}
