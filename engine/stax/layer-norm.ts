import { add, div, mul, sub } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, type Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { mean } from "../array/reductions.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import { DomainError } from "../errors.js";
import type { Scale } from "../kernel/scale.js";
import { layerNormMap } from "../kernel/layer-norm-map.js";
import { checkOptions } from "../options.js";
import type { NoParams } from "./activation.js";
import { makeLayer, type Layer } from "./layer.js";
import { inDtype, readParameters } from "./parameters.js";

export interface LayerNormOptions {
  /** Axes to normalise over, of which the channels (−1, the default) must be one. */
  readonly axis?: number | readonly number[];
  /** Added to variances: a number, or an array of one by which the kernel is to be differentiated. Default 1e-12. */
  readonly eps?: Scale;
}

/**
 * Layer normalisation without learned scales (Ba et al. 2016): (x − mean)/√(variance + ε) over the
 * given axes, of masked images over the pixels that count. With a the variances before, averaged over the axes that
 * are pixels, K′ = K/√((ε + a)(ε + a′)), and Θ likewise: it must follow an affine layer, behind which means vanish.
 *
 * @throws {@link DomainError} for axes without the channels and an ε below 0; by `kernel`, behind a layer that is not
 *   affine.
 * @example
 * ```ts
 * stax.serial(stax.dense(64), stax.layerNorm(), stax.relu(), stax.dense(1));
 * ```
 */
export function layerNorm(options: LayerNormOptions = {}): Layer<NoParams> {
  checkOptions("stax.layerNorm", options, ["axis", "eps"]);
  const { axis = -1, eps = 1e-12 } = options;
  const { numbers, scales } = readParameters("stax.layerNorm", { eps });
  if (numbers.eps < 0) {
    throw new DomainError(`stax.layerNorm: eps = ${numbers.eps}; use a finite number from 0`);
  }
  const given = typeof axis === "number" ? [axis] : axis;
  if (!Array.isArray(given) || !given.every((one) => Number.isInteger(one))) {
    throw new DomainError(
      `stax.layerNorm: axis = ${JSON.stringify(axis)}; give a whole number or a list of them, e.g. -1 or [1, 2, -1]`,
    );
  }
  return makeLayer<NoParams>(
    {
      init: (_key, outputShape) => {
        axesOf(given, outputShape);
        return { outputShape, params: [] };
      },
      apply: (_params, input, { pixels } = {}) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        const axes = axesOf(given, x.shape);
        const mask = pixels?.[0]?.mask?.[0] ?? null;
        return normalised(x, { axes, eps: inDtype(scales, x.dtype).eps, mask });
      },
    },
    [
      layerNormMap({
        eps: numbers.eps,
        scale: scales.eps,
        axesOf: (ndim) => axesOf(given, new Array<number>(ndim).fill(1)),
      }),
    ],
  );
}

interface Normalisation {
  readonly axes: readonly number[];
  readonly eps: Scale;
  /** Which pixels count, examples × pixels; the others are 0. */
  readonly mask: Float64Array | null;
}

function normalised(
  x: NDArray<FloatDtype>,
  { axes, eps, mask }: Normalisation,
): NDArray<FloatDtype> {
  const counts =
    mask && astype(new NDArray(mask, [...x.shape.slice(0, -1), 1], "float64"), x.dtype);
  const over = (values: NDArray) => mean(values, axes, { keepdims: true });
  const share = counts && over(counts);
  const meanOf = (values: NDArray<FloatDtype>) =>
    share === null ? over(values) : div(over(values), where(share, share, 1));
  const distance = sub(x, meanOf(x));
  const centred = counts === null ? distance : mul(distance, counts);
  return div(centred, sqrt(add(meanOf(mul(centred, centred)), eps)));
}

function axesOf(axis: readonly number[], shape: Shape): number[] {
  const axes = axis.map((one) => normaliseAxis("stax.layerNorm", one, shape.length));
  const twice = axes.length !== new Set(axes).size;
  if (axes.includes(shape.length - 1) && !axes.includes(0) && !twice) return axes;
  throw new DomainError(
    `stax.layerNorm: axis = ${JSON.stringify(axis)} of an array of ${shape.length} axes (${formatShape(shape)}); it must hold the channels (-1), not the examples (0), and no axis twice`,
  );
}
