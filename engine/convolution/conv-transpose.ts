import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { conv } from "./conv.js";
import { dilated } from "./geometry.js";
import { perAxis, spatialAxes, type PerAxis } from "./options.js";
import type { Edges, Padding } from "./padding.js";

export interface ConvTransposeOptions {
  /** Pixels of the result from one pixel of x to the next; 1 unless given. */
  readonly strides?: PerAxis;
  /** `SAME`: length·stride pixels; `VALID`, which is the default, and explicit pads: see there. */
  readonly padding?: Exclude<Padding, "CIRCULAR">;
  /** Pixels from one tap of the kernel to the next; 1 unless given. */
  readonly dilation?: PerAxis;
}

/**
 * The convolution with stride 1 of images whose pixels are moved `strides` apart: what enlarges images
 * in decoders. As `jax.lax.conv_transpose` has it (the kernel is not turned): `SAME` gives
 * length·stride pixels along each axis, `VALID` length·stride + max(kernel − stride, 0), explicit pads
 * are those around the dilated image.
 *
 * @param x - [images, height, width, channels] or [images, length, channels].
 * @param w - [height, width, channels, filters] or [length, channels, filters].
 * @throws {@link ShapeError} when channels do not fit; {@link DomainError} for impossible options.
 * @example
 * ```ts
 * const x = array([1, 2]).reshape([1, 2, 1]);
 * convTranspose(x, ones([2, 1, 1]), { strides: 2 }).reshape([-1]); // array([1., 1., 2., 2.])
 * ```
 */
export function convTranspose(
  x: ArrayInput,
  w: ArrayInput,
  options: ConvTransposeOptions = {},
): NDArray<FloatDtype> {
  checkOptions("convTranspose", options, ["strides", "padding", "dilation"]);
  const axes = spatialAxes("convTranspose", asArray(x).shape);
  const strides = perAxis("convTranspose", "strides", options.strides ?? 1, axes);
  const dilation = perAxis("convTranspose", "dilation", options.dilation ?? 1, axes);
  const { padding = "VALID" } = options;
  const kernel = asArray(w).shape;
  return conv(x, w, {
    padding: typeof padding === "string" ? edges(padding, kernel, strides, dilation) : padding,
    dilation,
    inputDilation: strides,
  });
}

/** The padding rule of `jax.lax.conv_transpose`. */
function edges(
  padding: Exclude<Padding, readonly unknown[]>,
  kernel: readonly number[],
  strides: readonly number[],
  dilation: readonly number[],
): Edges[] {
  if (padding === "CIRCULAR") {
    throw new DomainError(
      'convTranspose: padding "CIRCULAR" is not defined; use "SAME" or "VALID"',
    );
  }
  return strides.map((stride, axis) => {
    const window = dilated(kernel[axis] ?? 1, dilation[axis] ?? 1);
    if (padding === "VALID") {
      const total = window + stride - 2 + Math.max(window - stride, 0);
      return [window - 1, total - (window - 1)];
    }
    const total = window + stride - 2;
    const low = stride > window - 1 ? window - 1 : Math.ceil(total / 2);
    return [low, total - low];
  });
}
