import { add, maximum, minimum, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import type { Axes, ReduceOptions } from "../array/reduce.js";
import { max, sum } from "../array/reductions.js";
import { reshape } from "../array/rearrange.js";
import { exp, log } from "../array/transcendental.js";
import { astype } from "../array/rearrange.js";
import { realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";

/**
 * log Σ eˣ over the given axes or all, without overflow; −∞ of nothing but −∞.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or without elements.
 * @example
 * ```ts
 * logsumexp([1000, 1000]); // array(1000.69314718)
 * ```
 */
export function logsumexp(x: ArrayInput, axis: Axes = null, options: ReduceOptions = {}): NDArray {
  checkOptions("logsumexp", options, ["keepdims"]);
  const array = asArray(x);
  if (array.size === 0) {
    throw new ShapeError(
      `logsumexp: an array of shape ${formatShape(array.shape)} has no elements`,
    );
  }
  const floats = astype(array, realDtype(array.dtype));
  const largest = finite(max(floats, axis, { keepdims: true }));
  const total = log(sum(exp(sub(floats, largest)), axis, options));
  return add(total, reshape(largest, total.shape));
}

/** ±∞ is not subtracted from itself. */
function finite(x: NDArray): NDArray {
  const most = x.dtype === "float32" ? 3.4028234663852886e38 : Number.MAX_VALUE;
  return minimum(maximum(x, -most), most);
}
