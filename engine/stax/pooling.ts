import { div, maximum, mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { mean, sum } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { where } from "../array/where.js";
import { avgPool as poolMean } from "../convolution/avg-pool.js";
import { ShapeError } from "../errors.js";
import { globalPoolMap } from "../kernel/global-pool.js";
import { flattenMap, pixelMatrixMap, poolMatrix } from "../kernel/pixel-maps.js";
import { pickedMask } from "../kernel/mask.js";
import { pixelsOf, type Mask } from "../kernel/signal.js";
import { windowTaps } from "../kernel/window.js";
import { checkOptions } from "../options.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { channelsOf, spatialOf, windowSettings, type WindowOptions } from "./window-options.js";

export interface PoolOptions extends WindowOptions {
  /** Divide by the pixels that the window covers, so that padding does not count. Default false. */
  readonly normalizeEdges?: boolean;
}

/**
 * The mean of each window, channel by channel; at padded edges divided by the window's full size unless
 * `normalizeEdges`. Kernels: K′ = R K Rᵀ over pixels, R the matrix of the means.
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * stax.avgPool([2, 2], { strides: [2, 2] });
 * ```
 */
export function avgPool(
  windowShape: readonly number[],
  options: PoolOptions = {},
): Layer<NoParams> {
  checkOptions("stax.avgPool", options, ["strides", "padding", "normalizeEdges"]);
  const { normalizeEdges = false, ...others } = options;
  return pooling("stax.avgPool", windowShape, others, normalizeEdges ? "mean over pixels" : "mean");
}

/**
 * The sum of each window, channel by channel. Kernels: K′ = R K Rᵀ over pixels, R the matrix of the sums.
 *
 * @throws {@link DomainError} for options that are not possible.
 * @example
 * ```ts
 * stax.sumPool([2, 2], { strides: [2, 2] });
 * ```
 */
export function sumPool(
  windowShape: readonly number[],
  options: WindowOptions = {},
): Layer<NoParams> {
  checkOptions("stax.sumPool", options, ["strides", "padding"]);
  return pooling("stax.sumPool", windowShape, options, "sum");
}

function pooling(
  caller: string,
  windowShape: readonly number[],
  options: WindowOptions,
  kind: "sum" | "mean" | "mean over pixels",
): Layer<NoParams> {
  const settings = windowSettings(caller, windowShape, options);
  const { window, strides, padding } = settings;
  const axes = window.length;
  const places = window.reduce((product, length) => product * length, 1);
  const normalizeEdges = kind === "mean over pixels";
  return makeLayer<NoParams>(
    {
      init: (_key, inputShape) => {
        const { shape } = windowTaps(spatialOf(caller, inputShape, axes), settings, caller);
        return {
          outputShape: [inputShape[0] as number, ...shape, channelsOf(inputShape)],
          params: [],
        };
      },
      apply: (_params, x) => {
        const pooled = poolMean(x, window, { strides, padding, normalizeEdges });
        return kind === "sum" ? mul(pooled, places) : pooled;
      },
    },
    [
      pixelMatrixMap(
        { name: caller.replace("stax.", ""), axes },
        (signal, place) => {
          const taps = windowTaps(signal.shape, settings, `${caller} (${place})`);
          return poolMatrix(taps, kind);
        },
        ({ shape: input, mask }) => {
          const { shape, owners } = windowTaps(input, settings, caller);
          return { shape, mask: pickedMask(mask, pixelsOf(input), owners) };
        },
      ),
    ],
  );
}

/**
 * The mean over all pixels, channel by channel. Its kernel is the mean over all pairs of pixels, which
 * needs them all; `stax.flatten` needs each pixel with itself only.
 *
 * @example
 * ```ts
 * stax.globalAvgPool();
 * ```
 */
export function globalAvgPool(): Layer<NoParams> {
  return globalPooling("globalAvgPool", "mean", (x, axes) => mean(x, axes));
}

/**
 * The sum over all pixels, channel by channel.
 *
 * @example
 * ```ts
 * stax.globalSumPool();
 * ```
 */
export function globalSumPool(): Layer<NoParams> {
  return globalPooling("globalSumPool", "sum", (x, axes) => div(sum(x, axes), 1));
}

function globalPooling(
  name: string,
  kind: "sum" | "mean",
  value: (x: NDArray<FloatDtype>, axes: readonly number[]) => NDArray<FloatDtype>,
): Layer<NoParams> {
  const pooledAxes = (shape: Shape) => {
    if (shape.length > 2) return shape.slice(1, -1).map((_, axis) => axis + 1);
    throw new ShapeError(
      `stax.${name}: inputs of shape ${formatShape(shape)} have no pixels; images are [examples, …pixels, channels]`,
    );
  };
  return makeLayer<NoParams>(
    {
      init: (_key, shape) => {
        pooledAxes(shape);
        return { outputShape: [shape[0] as number, channelsOf(shape)], params: [] };
      },
      apply: (_params, input, { pixels } = {}) => {
        const x = float(input);
        const pooled = value(x, pooledAxes(x.shape));
        const mask = pixels?.[0]?.mask;
        return kind === "sum" || !mask
          ? pooled
          : mul(pooled, astype(inverseShares(mask, x.shape), x.dtype));
      },
    },
    [globalPoolMap(name, kind)],
  );
}

/** Pixels over those that count, [examples, 1]; 0 where none does. */
function inverseShares([mask]: Mask, [examples = 0]: Shape): NDArray<FloatDtype> {
  const counts = new NDArray(mask, [examples, mask.length / Math.max(1, examples)], "float64");
  const shares = mean(counts, 1, { keepdims: true });
  return where(shares, div(1, maximum(shares, 1e-300)), 0) as NDArray<FloatDtype>;
}

/**
 * All pixels and channels of an example as one row of features. Its kernel is the mean over pixels with
 * themselves, so that no other pairs of pixels are computed.
 *
 * @example
 * ```ts
 * stax.flatten();
 * ```
 */
export function flatten(): Layer<NoParams> {
  return makeLayer<NoParams>(
    {
      init: (_key, [examples = 0, ...others]) => {
        return { outputShape: [examples, pixelsOf(others)], params: [] };
      },
      apply: (_params, input) => {
        const x = float(input);
        const [examples = 0, ...others] = x.shape;
        // Of no examples nothing tells how many features they have.
        return reshape(x, [examples, pixelsOf(others)]);
      },
    },
    [flattenMap()],
  );
}

function float(x: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(x);
  return astype(array, realDtype(array.dtype));
}
