import { add } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { slice } from "../array/slicing.js";
import { take } from "../array/take.js";
import { conv as convolve } from "../convolution/conv.js";
import { convTranspose as convolveTransposed } from "../convolution/conv-transpose.js";
import { convolutionMap } from "../kernel/pixel-maps.js";
import { transposedEdge, transposedTaps, windowTaps, type WindowTaps } from "../kernel/window.js";
import { checkOptions, checkWhole } from "../options.js";
import { makeLayer, type Layer } from "./layer.js";
import {
  AFFINE_OPTIONS,
  affineKernel,
  affineSettings,
  forwardScales,
  initialAffine,
  scaled,
  type AffineOptions,
  type AffineParams,
} from "./parameterization.js";
import {
  channelsOf,
  checkChannels,
  spatialOf,
  windowSettings,
  type WindowOptions,
  type WindowSettings,
} from "./window-options.js";

export type ConvOptions = AffineOptions & WindowOptions;

export const CONV_OPTIONS = [...AFFINE_OPTIONS, "strides", "padding"];

/** How a kind of convolution moves its window and computes. */
interface Kind {
  readonly caller: string;
  readonly taps: (shape: Shape, window: WindowSettings, layer: string) => WindowTaps;
  readonly value: (x: NDArray, w: NDArray, window: WindowSettings) => NDArray<FloatDtype>;
}

/**
 * A convolution with `channels` outputs over windows of shape `filterShape`, one or two spatial axes,
 * channels last. With F the window's places, n the channels before:
 *
 * - finite: y[o] = σ_w/√(n|F|) Σ_f x[o·s + f] W_f + σ_b b; other parametrisations as in `stax.dense`,
 *   whose fan-in is n|F| here
 * - kernel (Novak et al. 2019; Arora et al. 2019): K′[o, o′] = σ_w²/|F| Σ_f K[o·s + f, o′·s + f] + σ_b²,
 *   Θ′ = K′ + σ_w²/|F| Σ_f Θ[o·s + f, o′·s + f]
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * const { kernel } = stax.serial(
 *   stax.conv(64, [3, 3], { padding: "SAME", wStd: Math.SQRT2 }),
 *   stax.relu(),
 *   stax.flatten(),
 *   stax.dense(1),
 * );
 * ```
 */
export function conv(
  channels: number,
  filterShape: readonly number[],
  options: ConvOptions = {},
): Layer<AffineParams> {
  return convolution(channels, filterShape, options, {
    caller: "stax.conv",
    taps: windowTaps,
    value: (x, w, { strides, padding }) => convolve(x, w, { strides, padding }),
  });
}

/**
 * A transposed convolution: windows over images whose pixels are moved `strides` apart, `SAME` giving
 * length·stride pixels, as `jax.lax.conv_transpose` has it, and `CIRCULAR` as many of periodic images. Kernels as those of `stax.conv` with the
 * window's pixels that there are; divided by the full |F|.
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * stax.convTranspose(64, [2, 2], { strides: [2, 2], padding: "SAME" });
 * ```
 */
export function convTranspose(
  channels: number,
  filterShape: readonly number[],
  options: ConvOptions = {},
): Layer<AffineParams> {
  return convolution(channels, filterShape, options, {
    caller: "stax.convTranspose",
    taps: transposedTaps,
    value: (x, w, { strides, padding }) =>
      padding === "CIRCULAR"
        ? circularTranspose(x, w, strides)
        : convolveTransposed(x, w, { strides, padding: padding === "SAME" ? "SAME" : "VALID" }),
  });
}

/** Of periodic images: VALID on more than a period, of which one period is kept. */
function circularTranspose(
  x: NDArray,
  w: NDArray,
  strides: readonly number[],
): NDArray<FloatDtype> {
  const window = w.shape.slice(0, -2);
  const continued = window.reduce((before, size, k) => {
    const length = x.shape[k + 1] as number;
    const places = Int32Array.from({ length: length + 2 * size }, (_, i) => mod(i - size, length));
    return take(before, new NDArray(places, [places.length], "int32"), k + 1);
  }, x);
  const whole = convolveTransposed(continued, w, { strides, padding: "VALID" });
  const ranges = window.map((size, k) => {
    const stride = strides[k] as number;
    const start = size * stride + size - 1 - transposedEdge(size, stride);
    return [start, start + (x.shape[k + 1] as number) * stride] as const;
  });
  return slice<FloatDtype>(whole, [], ...ranges);
}

function mod(i: number, n: number): number {
  return ((i % n) + n) % n;
}

function convolution(
  width: number,
  filterShape: readonly number[],
  options: ConvOptions,
  { caller, taps, value }: Kind,
): Layer<AffineParams> {
  checkOptions(caller, options, CONV_OPTIONS);
  checkWhole(caller, "channels", width, 1);
  const settings = affineSettings(caller, options);
  const window = windowSettings(caller, filterShape, options);
  const places = filterShape.reduce((product, length) => product * length, 1);
  const fansOf = (channels: number) => ({ fanIn: channels * places, width });
  const axes = filterShape.length;
  const name = `${caller.replace("stax.", "")}(${width})`;
  return makeLayer<AffineParams>(
    {
      init: (key, inputShape) => {
        const channels = channelsOf(inputShape);
        const { shape } = taps(spatialOf(caller, inputShape, axes), window, caller);
        const weights = { fans: fansOf(channels), shape: [...filterShape, channels, width] };
        const params = initialAffine(settings, key, weights);
        return { outputShape: [inputShape[0] as number, ...shape, width], params };
      },
      apply: ({ w, b }, input) => {
        const x = asArray(input);
        spatialOf(caller, x.shape, axes);
        const channels = w.shape.at(-2) as number;
        checkChannels(caller, x, channels);
        const scales = forwardScales(settings, fansOf(channels));
        const product = scaled(value(x, w, window), scales.w);
        return b === undefined ? product : add(product, scaled(b, scales.b));
      },
    },
    [
      convolutionMap({
        ...{ name, width, axes },
        taps: (shape, layer) => taps(shape, window, layer),
        kernel: (channels) => affineKernel(settings, fansOf(channels)),
      }),
    ],
  );
}
