import { add, div, mul, sub } from "../array/arithmetic.js";
import { asArray } from "../array/create.js";
import type { Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { mean } from "../array/reductions.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { sqrt } from "../array/transcendental.js";
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
 * given axes. With a the variances before, averaged over the axes that are pixels,
 * K′ = K/√((ε + a)(ε + a′)), and Θ likewise.
 *
 * @throws {@link DomainError} for axes without the channels and an ε below 0.
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
  return makeLayer<NoParams>(
    {
      init: (_key, outputShape) => {
        axesOf(given, outputShape);
        return { outputShape, params: [] };
      },
      apply: (_params, input) => {
        const array = asArray(input);
        const x = astype(array, realDtype(array.dtype));
        const axes = axesOf(given, x.shape);
        const centred = sub(x, mean(x, axes, { keepdims: true }));
        const variance = mean(mul(centred, centred), axes, { keepdims: true });
        return div(centred, sqrt(add(variance, inDtype(scales, x.dtype).eps)));
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

function axesOf(axis: readonly number[], shape: Shape): number[] {
  const axes = axis.map((one) => normaliseAxis("stax.layerNorm", one, shape.length));
  const twice = axes.length !== new Set(axes).size;
  if (axes.includes(shape.length - 1) && !axes.includes(0) && !twice) return axes;
  throw new DomainError(
    `stax.layerNorm: axis = ${JSON.stringify(axis)} of an array of ${shape.length} axes (${formatShape(shape)}); it must hold the channels (-1), not the examples (0), and no axis twice`,
  );
}
