import { add } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat, stack } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";
import { take } from "../array/take.js";
import { mul } from "../array/arithmetic.js";
import { convolutionMap } from "../kernel/pixel-maps.js";
import { windowTaps } from "../kernel/window.js";
import { matmul } from "../linalg/index.js";
import { checkOptions, checkWhole } from "../options.js";
import { CONV_OPTIONS, type ConvOptions } from "./conv.js";
import { makeLayer, type Layer } from "./layer.js";
import {
  affineKernel,
  affineSettings,
  forwardScales,
  initialAffine,
  scaled,
  type AffineParams,
} from "./parameterization.js";
import { channelsOf, checkChannels, spatialOf, windowSettings } from "./window-options.js";

/**
 * A locally connected layer: a convolution whose weights differ from pixel to pixel. Pixels become
 * independent of each other, K′[o, o′] = 0 for o ≠ o′, so that flattened it equals `stax.conv` (Novak
 * et al. 2019, section 5). `w` is [places of the output, |F|·channels, outputs] with the window's places
 * in row-major order, `b` has one entry a place and output.
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * stax.convLocal(64, [3, 3], { padding: "SAME" });
 * ```
 */
export function convLocal(
  channels: number,
  filterShape: readonly number[],
  options: ConvOptions = {},
): Layer<AffineParams> {
  const caller = "stax.convLocal";
  checkOptions(caller, options, CONV_OPTIONS);
  checkWhole(caller, "channels", channels, 1);
  const settings = affineSettings(caller, options);
  const window = windowSettings(caller, filterShape, options);
  const places = filterShape.reduce((product, length) => product * length, 1);
  const fansOf = (inputs: number) => ({ fanIn: inputs * places, width: channels });
  const axes = filterShape.length;
  return makeLayer<AffineParams>(
    {
      init: (key, inputShape) => {
        const { shape } = windowTaps(spatialOf(caller, inputShape, axes), window, caller);
        const outputs = shape.reduce((product, length) => product * length, 1);
        const fans = fansOf(channelsOf(inputShape));
        const params = initialAffine(settings, key, {
          ...{ fans, shape: [outputs, fans.fanIn, channels], biasShape: [...shape, channels] },
        });
        return { outputShape: [inputShape[0] as number, ...shape, channels], params };
      },
      apply: ({ w, b }, input) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        const fanIn = w.shape[1] as number;
        checkChannels(caller, x, fanIn / places);
        const { shape, taps } = windowTaps(spatialOf(caller, x.shape, axes), window, caller);
        const scales = forwardScales(settings, fansOf(fanIn / places));
        const images = x.shape[0] as number;
        const flat = scaled(local(windows(x, taps), w), scales.w);
        const product = reshape(flat, [images, ...shape, channels]);
        return b === undefined ? product : add(product, scaled(b, scales.b));
      },
    },
    [
      convolutionMap({
        ...{ name: `convLocal(${channels})`, width: channels, axes, local: true },
        taps: (shape, layer) => windowTaps(shape, window, layer),
        kernel: (inputs) => affineKernel(settings, fansOf(inputs)),
      }),
    ],
  );
}

/** What lies under the window at every place of the output: [images, outputs, |F|·channels]. */
function windows(x: NDArray<FloatDtype>, taps: readonly Int32Array[]): NDArray<FloatDtype> {
  const [images = 0] = x.shape;
  const channels = channelsOf(x.shape);
  const places = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const pixels = reshape(x, [images, places, channels]);
  return concat(
    taps.map((sources) => {
      const there = sources.map((source) => Math.max(0, source));
      const counts = Float64Array.from(sources, (source) => Number(source >= 0));
      const weights = reshape(astype(asArray(counts), x.dtype), [1, -1, 1]);
      return mul(take(pixels, there, 1), weights);
    }),
    2,
  ) as NDArray<FloatDtype>;
}

/** For each output its own product: [images, outputs, channels]. */
function local(x: NDArray<FloatDtype>, w: NDArray<FloatDtype>): NDArray<FloatDtype> {
  const outputs = w.shape[0] as number;
  const products = Array.from({ length: outputs }, (_, output) =>
    matmul(slice(x, [], output), slice(w, output)),
  );
  return transpose(stack(products) as NDArray<FloatDtype>, [1, 0, 2]);
}
