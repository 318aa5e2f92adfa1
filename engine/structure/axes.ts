import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/**
 * The array without axes of length 1: all of them, or those that are named.
 *
 * @throws {@link ShapeError} for an axis that does not exist or is longer than 1.
 * @example
 * ```ts
 * squeeze([[[1, 2]]]).shape; // [2]
 * ```
 */
export function squeeze(x: ArrayInput, axis: number | readonly number[] | null = null): NDArray {
  const array = asArray(x);
  const { shape, ndim } = array;
  const named = axis === null ? null : [axis].flat().map((k) => normaliseAxis("squeeze", k, ndim));
  const long = named?.find((k) => shape[k] !== 1);
  if (long !== undefined) {
    throw new ShapeError(
      `squeeze: axis ${long} of shape ${formatShape(shape)} has length ${shape[long]}, not 1; choose along it with slice, or name other axes`,
    );
  }
  const isDropped = (k: number): boolean => named?.includes(k) ?? shape[k] === 1;
  return reshape(
    array,
    shape.filter((_, k) => !isDropped(k)),
  );
}

/**
 * The array with a new axis of length 1 at the place that it shall have.
 *
 * @throws {@link ShapeError} for a place beyond the new shape.
 * @example
 * ```ts
 * expandDims([1, 2], 0).shape; // [1, 2]
 * expandDims([1, 2], -1).shape; // [2, 1]
 * ```
 */
export function expandDims(x: ArrayInput, axis: number): NDArray {
  const array = asArray(x);
  const place = normaliseAxis("expandDims", axis, array.ndim + 1);
  return reshape(array, array.shape.toSpliced(place, 0, 1));
}

/**
 * The array with two axes exchanged.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * swapAxes(zeros([2, 3, 4]), 0, -1).shape; // [4, 3, 2]
 * ```
 */
export function swapAxes(x: ArrayInput, first: number, second: number): NDArray {
  const array = asArray(x);
  const [a, b] = [first, second].map((k) => normaliseAxis("swapAxes", k, array.ndim)) as [
    number,
    number,
  ];
  const order = array.shape.map((_, k) => (k === a ? b : k === b ? a : k));
  return transpose(array, order);
}
