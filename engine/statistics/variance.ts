import { mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import type { Axes, ReduceOptions } from "../array/reduce.js";
import { mean } from "../array/reductions.js";
import { sqrt } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";

export interface VarianceOptions extends ReduceOptions {
  /** Σ(x − mean)² is divided by n − ddof: 0 unless given; 1 for the unbiased estimate. */
  readonly ddof?: number;
}

/**
 * The mean square distance from the mean, over the given axes or all.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} when ddof leaves nothing.
 * @example
 * ```ts
 * variance([1, 2, 3, 4]); // array(1.25)
 * variance([1, 2, 3, 4], null, { ddof: 1 }); // array(1.66666667)
 * ```
 */
export function variance(x: ArrayInput, axis: Axes = null, options: VarianceOptions = {}): NDArray {
  checkOptions("variance", options, ["ddof", "keepdims"]);
  const { ddof = 0, ...reduce } = options;
  const array = asArray(x);
  const distance = sub(array, mean(array, axis, { keepdims: true }));
  const result = mean(mul(distance, distance), axis, reduce);
  if (ddof === 0) return result;
  const outputs = Math.max(1, result.size);
  const count = array.size / outputs;
  if (!(count > ddof)) {
    throw new DomainError(`variance: ddof ${ddof} leaves nothing of ${count} values`);
  }
  return mul(result, count / (count - ddof));
}

/**
 * The standard deviation: √variance.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} when ddof leaves nothing.
 * @example
 * ```ts
 * std([1, 3]); // array(1.)
 * ```
 */
export function std(x: ArrayInput, axis: Axes = null, options: VarianceOptions = {}): NDArray {
  checkOptions("std", options, ["ddof", "keepdims"]);
  return sqrt(variance(x, axis, options));
}
