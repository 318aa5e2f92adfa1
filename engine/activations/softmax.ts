import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { exp } from "../array/transcendental.js";
import { logsumexp } from "../statistics/logsumexp.js";
import { floats } from "./rectifiers.js";

/**
 * x − log Σ eˣ along an axis: the logarithms of `softmax`.
 *
 * @param axis - The last unless given.
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * nn.logSoftmax([0, 0]); // array([-0.69314718, -0.69314718])
 * ```
 */
export function logSoftmax(x: ArrayInput, axis = -1): NDArray {
  const array = floats(x);
  const along = normaliseAxis("nn.logSoftmax", axis, array.ndim);
  return array.sub(logsumexp(array, along, { keepdims: true }));
}

/**
 * eˣ/Σ eˣ along an axis: positive numbers with sum 1.
 *
 * @param axis - The last unless given.
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * nn.softmax([0, 0, -Infinity]); // array([0.5, 0.5, 0. ])
 * ```
 */
export function softmax(x: ArrayInput, axis = -1): NDArray {
  const array = floats(x);
  const along = normaliseAxis("nn.softmax", axis, array.ndim);
  const powers = exp(array.sub(array.max(along, { keepdims: true })));
  return powers.div(powers.sum(along, { keepdims: true }));
}

/**
 * One row of a unit matrix for each whole number; zeros for numbers outside 0 … classes − 1.
 *
 * @returns The shape of `labels` with one more axis, float.
 * @example
 * ```ts
 * nn.oneHot([1, 0], 2); // array([[0., 1.], [1., 0.]])
 * ```
 */
export function oneHot(labels: ArrayInput, classes: number): NDArray {
  const numbers = floats(labels);
  const places = Float64Array.from({ length: classes }, (_, k) => k);
  return floats(numbers.reshape([...numbers.shape, 1]).equal(places));
}
