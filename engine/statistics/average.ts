import { div, mul } from "../array/arithmetic.js";
import { broadcastTo } from "../array/broadcast.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { mean, sum } from "../array/reductions.js";
import { formatShape, normaliseAxis, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";

export interface AverageOptions {
  /** One for each element, or for each entry along the axis; all equal unless given. */
  readonly weights?: ArrayInput;
}

/**
 * The weighted mean Σ w x/Σ w along an axis or of all elements.
 *
 * @throws {@link ShapeError} unless the weights have the shape of x, or are a vector of the axis's length.
 * @example
 * ```ts
 * average([1, 2, 4], null, { weights: [1, 1, 2] }); // array(2.75)
 * average([[1, 2], [3, 4]], 0, { weights: [3, 1] }); // array([1.5, 2.5])
 * ```
 */
export function average(
  x: ArrayInput,
  axis: number | null = null,
  options: AverageOptions = {},
): NDArray {
  checkOptions("average", options, ["weights"]);
  const array = asArray(x);
  if (options.weights === undefined) return mean(array, axis);
  const weights = spread(array, asArray(options.weights), axis);
  return div(sum(mul(array, weights), axis), sum(weights, axis));
}

function spread(x: NDArray, weights: NDArray, axis: number | null): NDArray {
  if (sameShape(x.shape, weights.shape)) return weights;
  const k = axis === null ? null : normaliseAxis("average", axis, x.ndim);
  if (k === null || weights.ndim !== 1 || weights.size !== x.shape[k]) {
    throw new ShapeError(
      `average: weights have the shape ${formatShape(weights.shape)} beside x ${formatShape(x.shape)}; give the same shape, or a vector along the axis that is averaged`,
    );
  }
  const behind = new Array<number>(x.ndim - 1 - k).fill(1);
  return broadcastTo(reshape(weights, [-1, ...behind]), x.shape);
}
