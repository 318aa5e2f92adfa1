import { div } from "../array/arithmetic.js";
import { array, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import type { ConvGeometry } from "./geometry.js";
import { withHeight, withoutHeight } from "./operands.js";
import type { PerAxis } from "./options.js";
import { poolingOf, type PoolOptions } from "./pool-geometry.js";
import { sumPool } from "./pool-primitives.js";
import { windowCounts } from "./pool-values.js";

export interface AvgPoolOptions extends PoolOptions {
  /**
   * Divide by the number of pixels that the window covers instead of its size, so that padding does not
   * count; false unless given, as in neural-tangents, Flax and PyTorch.
   */
  readonly normalizeEdges?: boolean;
}

/**
 * The mean of each window, channel by channel.
 *
 * @param x - [images, height, width, channels] or [images, length, channels].
 * @param window - Its length along each spatial axis.
 * @throws {@link ShapeError} when the window does not fit; {@link DomainError} for impossible options.
 * @example
 * ```ts
 * const x = array([1, 5, 2, 4]).reshape([1, 4, 1]);
 * avgPool(x, 2, { strides: 2 }).reshape([-1]); // array([3., 3.])
 * ```
 */
export function avgPool(
  x: ArrayInput,
  window: PerAxis,
  { normalizeEdges = false, ...options }: AvgPoolOptions = {},
): NDArray<FloatDtype> {
  const known = ["normalizeEdges"];
  const { images, axes, geometry } = poolingOf("avgPool", x, window, { ...options, known });
  const sums = sumPool(reshape(images, withHeight(images.shape, "images")), geometry);
  const size = geometry.kernel[0] * geometry.kernel[1];
  const means = normalizeEdges ? div(sums, countsOf(geometry, images.dtype)) : div(sums, size);
  return reshape<FloatDtype>(means, withoutHeight(means.shape, "images", axes));
}

/** How many pixels each place covers, for all channels. */
function countsOf(geometry: ConvGeometry, dtype: FloatDtype): NDArray {
  return array(windowCounts(geometry), { shape: [...geometry.output, 1], dtype });
}
