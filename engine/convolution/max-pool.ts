import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { withHeight, withoutHeight } from "./operands.js";
import type { PerAxis } from "./options.js";
import { poolingOf, type PoolOptions } from "./pool-geometry.js";
import { largest } from "./pool-primitives.js";

/**
 * The largest pixel of each window, channel by channel; padding never wins. A window with a NaN gives
 * NaN. The derivative goes to the first of equal pixels, as JAX's does.
 *
 * @param x - [images, height, width, channels] or [images, length, channels].
 * @param window - Its length along each spatial axis.
 * @throws {@link ShapeError} when the window does not fit; {@link DomainError} for impossible options.
 * @example
 * ```ts
 * const x = array([1, 5, 2, 4]).reshape([1, 4, 1]);
 * maxPool(x, 2, { strides: 2 }).reshape([-1]); // array([5., 4.])
 * ```
 */
export function maxPool(
  x: ArrayInput,
  window: PerAxis,
  options: PoolOptions = {},
): NDArray<FloatDtype> {
  const { images, axes, geometry } = poolingOf("maxPool", x, window, { ...options, known: [] });
  const result = largest(reshape(images, withHeight(images.shape, "images")), geometry);
  return reshape(result, withoutHeight(result.shape, "images", axes)) as NDArray<FloatDtype>;
}
