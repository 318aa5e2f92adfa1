import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import type { Floats } from "../wasm/floats.js";
import type { ConvGeometry } from "./geometry.js";
import { computed, withoutHeight } from "./operands.js";
import type { PerAxis } from "./options.js";
import { poolingOf, type PoolOptions } from "./pool-geometry.js";
import { sumPoolInto, windowCounts } from "./pool-values.js";

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
  const shape = [geometry.images, ...geometry.output, geometry.filters];
  return computed(images.dtype, withoutHeight(shape, "images", axes), (out) => {
    sumPoolInto(out, images.data, geometry);
    const size = geometry.kernel[0] * geometry.kernel[1];
    if (normalizeEdges) divideByCounts(out, geometry);
    else for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / size;
  });
}

function divideByCounts(out: Floats, geometry: ConvGeometry): void {
  const counts = windowCounts(geometry);
  for (let place = 0, i = 0; i < out.length; place++) {
    const count = counts[place % counts.length] as number;
    for (let c = 0; c < geometry.channels; c++, i++) out[i] = (out[i] as number) / count;
  }
}
