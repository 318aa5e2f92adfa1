import { mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { tensordot } from "./tensordot.js";

/**
 * NumPy's `dot`: Σ x·y of vectors, the matrix product of matrices, multiples where one of them is a
 * number, and otherwise the sum over the last axis of x and the last but one of y. Unlike in `matmul`,
 * the axes in front of those do not pair. Integers are multiplied as floats.
 *
 * @returns The other axes of x, then those of y.
 * @throws {@link ShapeError} when the axes that are summed differ in length.
 * @example
 * ```ts
 * dot([1, 2], [3, 4]); // array(11.)
 * dot(ones([2, 3, 4]), ones([5, 4, 6])).shape; // [2, 3, 5, 6]
 * ```
 */
export function dot(x: ArrayInput, y: ArrayInput): NDArray {
  const [a, b] = [asArray(x), asArray(y)];
  if (a.ndim === 0 || b.ndim === 0) return mul(x, y);
  const axis = Math.max(0, b.ndim - 2);
  checkLengths("dot", a, b, axis);
  return b.ndim <= 2 ? matmul(a, b) : tensordot(a, b, [[-1], [axis]]);
}

/**
 * Σ x·y over the last axes of both; multiples where one of them is a number. Integers are multiplied as
 * floats.
 *
 * @returns The other axes of x, then those of y.
 * @throws {@link ShapeError} when the last axes differ in length.
 * @example
 * ```ts
 * inner([[1, 2], [3, 4]], [1, 10]); // array([21., 43.])
 * ```
 */
export function inner(x: ArrayInput, y: ArrayInput): NDArray {
  const [a, b] = [asArray(x), asArray(y)];
  if (a.ndim === 0 || b.ndim === 0) return mul(x, y);
  checkLengths("inner", a, b, b.ndim - 1);
  return tensordot(a, b, [[-1], [-1]]);
}

/**
 * Σ x·y over all elements of two arrays of one size, whatever their shapes.
 *
 * @throws {@link ShapeError} when the sizes differ.
 * @example
 * ```ts
 * vdot([[1, 2], [3, 4]], [[1, 10], [1, 10]]); // array(64.)
 * ```
 */
export function vdot(x: ArrayInput, y: ArrayInput): NDArray {
  const [a, b] = [asArray(x), asArray(y)];
  if (a.size === b.size) return matmul(reshape(a, [-1]), reshape(b, [-1]));
  throw new ShapeError(
    `vdot: x ${formatShape(a.shape)} and y ${formatShape(b.shape)} have ${a.size} and ${b.size} elements; they must have as many`,
  );
}

function checkLengths(caller: string, a: NDArray, b: NDArray, axis: number): void {
  const [last, other] = [a.shape.at(-1) as number, b.shape[axis] as number];
  if (last === other) return;
  throw new ShapeError(
    `${caller}: x ${formatShape(a.shape)} and y ${formatShape(b.shape)} do not fit: the last axis of x has length ${last}, axis ${axis} of y ${other}; they must be equal`,
  );
}
