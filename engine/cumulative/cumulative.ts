import { asArray, onesLike, zerosLike, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { arithmeticDtype } from "../array/promote.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import type { Axes, ReduceOptions } from "../array/reduce.js";
import { normaliseAxis } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { recurrence } from "./recurrence.js";

/** The array and its axis; without one the array is flat. */
function alongAxis(
  caller: string,
  x: ArrayInput,
  axis: number | null,
): { array: NDArray; along: number } {
  const given = asArray(x);
  const numbers = astype(given, arithmeticDtype(given.dtype));
  if (axis === null) return { array: reshape(numbers, [-1]), along: 0 };
  return { array: numbers, along: normaliseAxis(caller, axis, given.ndim) };
}

/**
 * Sums of the first elements along an axis, or of the flat array.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * cumsum([1, 2, 3]); // array([1., 3., 6.])
 * ```
 */
export function cumsum(x: ArrayInput, axis: number | null = null): NDArray {
  const { array, along } = alongAxis("cumsum", x, axis);
  return recurrence(onesLike(array), array, { axis: along, reverse: false });
}

/**
 * Products of the first elements along an axis, or of the flat array. Its derivatives are exact where
 * elements are zero.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * cumprod([1, 2, 3]); // array([1., 2., 6.])
 * ```
 */
export function cumprod(x: ArrayInput, axis: number | null = null): NDArray {
  const { array, along } = alongAxis("cumprod", x, axis);
  const part = (range: AxisSlice): NDArray =>
    slice(array, ...array.shape.map((_, k): AxisSlice => (k === along ? range : [])));
  const begins = concat([part([0, 1]), zerosLike(part([1, null]))], along);
  return recurrence(array, begins, { axis: along, reverse: false });
}

/**
 * The product over the given axes, or of all elements; 1 of nothing.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} for one named twice.
 * @example
 * ```ts
 * prod([[1, 2], [3, 4]], 1); // array([ 2., 12.])
 * ```
 */
export function prod(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("prod", options, ["keepdims"]);
  const { keepdims = false } = options;
  const array = asArray(x);
  const axes = (axis === null ? array.shape.map((_, k) => k) : [axis].flat()).map((k) =>
    normaliseAxis("prod", k, array.ndim),
  );
  if (new Set(axes).size < axes.length) {
    throw new DomainError(`prod: axes [${axes.join(", ")}] name one axis twice`);
  }
  const kept = array.shape.flatMap((_, k) => (axes.includes(k) ? [] : [k]));
  const shape = kept.map((k) => array.shape[k] as number);
  const count = axes.reduce((n, k) => n * (array.shape[k] as number), 1);
  const rows = reshape(transpose(array, [...kept, ...axes]), [...shape, count]);
  const products = count === 0 ? onesOf(rows, shape) : lastOf(cumprod(rows, -1), shape);
  if (!keepdims) return products;
  return reshape(
    products,
    array.shape.map((length, k) => (axes.includes(k) ? 1 : length)),
  );
}

function onesOf({ dtype }: NDArray, shape: readonly number[]): NDArray {
  return onesLike({ shape, dtype: arithmeticDtype(dtype) });
}

function lastOf(x: NDArray, shape: readonly number[]): NDArray {
  return slice(x, ...shape.map((): AxisSlice => []), -1);
}
