import { div, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { isFloat, type NumericDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import type { Axes, Reduction, ReduceOptions } from "../array/reduce.js";
import { all, max, mean, min, sum } from "../array/reductions.js";
import { where } from "../array/where.js";
import { sqrt } from "../array/transcendental.js";
import { isNaN } from "../elementary/finiteness.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import type { VarianceOptions } from "./variance.js";

/**
 * Σ x over the elements that are not NaN, along the given axes or all; 0 of none.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * nansum([1, NaN, 3]); // array(4.)
 * ```
 */
export function nansum(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("nansum", options, ["keepdims"]);
  return sum(insteadOfNaN(asArray(x), 0), axis, options);
}

/**
 * The mean of the elements that are not NaN, along the given axes or all; NaN of none.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * nanmean([[1, NaN], [3, 4]], 0); // array([2., 4.])
 * ```
 */
export function nanmean(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("nanmean", options, ["keepdims"]);
  const array = asArray(x);
  if (!isFloat(array.dtype)) return mean(array, axis, options);
  return div(nansum(array, axis, options), counted(array, axis, options));
}

/**
 * The mean square distance from the mean of the elements that are not NaN, along the given axes or all;
 * NaN where no more than ddof are left.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} for a ddof below 0.
 * @example
 * ```ts
 * nanvariance([1, NaN, 3]); // array(1.)
 * ```
 */
export function nanvariance(
  x: ArrayInput,
  axis: Axes = null,
  options: VarianceOptions = {},
): NDArray {
  checkOptions("nanvariance", options, ["ddof", "keepdims"]);
  const { ddof = 0, ...reduce } = options;
  if (!(ddof >= 0)) throw new DomainError(`nanvariance: ddof = ${ddof}; use a number from 0`);
  const array = asArray(x);
  // Left out before the square, whose derivative there would be 0·NaN.
  const centre = nanmean(array, axis, { keepdims: true });
  const distance = where(isNaN(array), 0, sub(array, centre));
  const left = sub(counted(astype(array, distance.dtype), axis, reduce), ddof);
  const squares = sum(mul(distance, distance), axis, reduce);
  return div(squares, where(left.greater(0), left, NaN));
}

/**
 * The standard deviation of the elements that are not NaN: √nanvariance.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} for a ddof below 0.
 * @example
 * ```ts
 * nanstd([1, NaN, 3]); // array(1.)
 * ```
 */
export function nanstd(x: ArrayInput, axis: Axes = null, options: VarianceOptions = {}): NDArray {
  return sqrt(nanvariance(x, axis, options));
}

/**
 * The largest of the elements that are not NaN, along the given axes or all; NaN of none.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * nanmax([[1, NaN], [3, 4]], 0); // array([3., 4.])
 * ```
 */
export function nanmax(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("nanmax", options, ["keepdims"]);
  return extremum(max, asArray(x), -Infinity, axis, options);
}

/**
 * The smallest of the elements that are not NaN, along the given axes or all; NaN of none.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * nanmin([[1, NaN], [3, 4]], 0); // array([1., 4.])
 * ```
 */
export function nanmin(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("nanmin", options, ["keepdims"]);
  return extremum(min, asArray(x), Infinity, axis, options);
}

function extremum(
  choose: Reduction<NumericDtype>,
  x: NDArray,
  neutral: number,
  axis: Axes,
  options: ReduceOptions,
): NDArray {
  if (!isFloat(x.dtype)) return choose(x, axis, options);
  const found = choose(insteadOfNaN(x, neutral), axis, options);
  return where(all(isNaN(x), axis, options), NaN, found);
}

function insteadOfNaN(x: NDArray, value: number): NDArray {
  return isFloat(x.dtype) ? where(isNaN(x), value, x) : x;
}

/** How many elements are not NaN. */
function counted(x: NDArray, axis: Axes, options: ReduceOptions): NDArray {
  return sum(astype(astype(isNaN(x), x.dtype).mul(-1).add(1), x.dtype), axis, options);
}
