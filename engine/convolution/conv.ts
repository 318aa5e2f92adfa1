import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { geometryOf } from "./geometry.js";
import { floatPair, withHeight, withoutHeight } from "./operands.js";
import { convWindow, type ConvOptions } from "./options.js";
import { wrap } from "./padding.js";
import { convolution } from "./trilinear.js";

const OPTIONS = ["strides", "padding", "dilation", "inputDilation", "groups"];

/**
 * The convolution of deep learning (a correlation: the kernel is not turned) over one or two spatial
 * axes, channels last:
 *
 *   out[n, o, f] = Σ_k Σ_c x[n, o·s + k·d − p, c] · w[k, c, f]
 *
 * computed as one matrix product whose left factor, the windows, is packed as it is needed. The bits
 * depend neither on the number of threads nor on the other images of the batch. Gradients of float32
 * under 3 × 3 kernels of 16 and more channels and filters are computed by minimal filtering (Lavin & Gray
 * 2016), whose rounding is relative to the largest number of a patch of 4 × 4 pixels.
 *
 * @param x - [images, height, width, channels] or [images, length, channels].
 * @param w - [height, width, channels/groups, filters] or [length, channels/groups, filters].
 * @param options - Strides, padding, dilations of kernel and input, groups of channels.
 * @returns [images, height, width, filters] or [images, length, filters].
 * @throws {@link ShapeError} when channels do not fit or the kernel is larger than the padded images.
 * @throws {@link DomainError} for options that are not possible.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const x = array([1, 2, 3, 4]).reshape([1, 4, 1]);
 * conv(x, array([1, 10]).reshape([2, 1, 1])).reshape([-1]); // array([21., 32., 43.])
 * conv(x, ones([3, 1, 1]), { padding: "SAME", strides: 2 }).reshape([-1]); // array([6., 7.])
 * ```
 */
export function conv(x: ArrayInput, w: ArrayInput, options: ConvOptions = {}): NDArray<FloatDtype> {
  checkOptions("conv", options, OPTIONS);
  const { x: images, w: kernel, axes } = floatPair("conv", x, w);
  const spatial = { input: images.shape.slice(1, 1 + axes), kernel: kernel.shape.slice(0, axes) };
  const { edges, ...window } = convWindow("conv", spatial, options);
  if (options.padding === "CIRCULAR") {
    if (Math.max(...window.inputDilation) > 1) {
      throw new DomainError(
        'conv: padding "CIRCULAR" is not defined with an inputDilation; use "SAME", "VALID" or pairs',
      );
    }
    return conv(wrap(images, edges), kernel, { ...options, padding: "VALID" });
  }
  const [xShape, wShape] = [withHeight(images.shape, "images"), withHeight(kernel.shape, "kernel")];
  const geometry = geometryOf("conv", xShape, wShape, window);
  const result = convolution(reshape(images, xShape), reshape(kernel, wShape), geometry);
  return reshape(result, withoutHeight(result.shape, "images", axes)) as NDArray<FloatDtype>;
}
