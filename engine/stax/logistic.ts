import { mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { logistic, softplusOf } from "../dual/logistic.js";
import { sigmoidSlopes, siluSlopes, softplusSlopes } from "../dual/mixture-slopes.js";
import { smoothAdvance } from "../dual/smooth.js";
import { smoothDual } from "../dual/smooth-dual.js";
import { sigmoid as logistics, softplus as softpluses } from "../activations/smooth.js";
import { sigmoidSeries, siluSeries, softplusSeries } from "../power-series/smooth.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/** The logistic function and its kin have their nearest poles at ±iπ. */
const STRIP = Math.PI;

/**
 * φ(x) = 1/(1 + e⁻ˣ), the logistic function. Kernels as those of `stax.tanh`.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 2 }), stax.sigmoid(), stax.dense(1));
 * ```
 */
export function sigmoid(): Layer<NoParams> {
  return activationLayer({
    name: "sigmoid",
    elementwise: logistics,
    advance: (rows) =>
      smoothAdvance(rows, {
        value: logistic,
        slope: (x) => logistic(x) * logistic(-x),
        slopes: sigmoidSlopes,
        parity: "neither",
        strip: STRIP,
      }),
    dual: smoothDual("sigmoid", logistics, STRIP),
    series: sigmoidSeries,
  });
}

/**
 * φ(x) = log(1 + eˣ), whose slope is the logistic function. Kernels as those of `stax.tanh`.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.softplus(), stax.dense(1));
 * ```
 */
export function softplus(): Layer<NoParams> {
  return activationLayer({
    name: "softplus",
    elementwise: softpluses,
    advance: (rows) =>
      smoothAdvance(rows, {
        value: softplusOf,
        slope: logistic,
        slopes: softplusSlopes,
        parity: "neither",
        strip: STRIP,
      }),
    dual: smoothDual("softplus", softpluses, STRIP),
    series: softplusSeries,
  });
}

/**
 * φ(x) = x/(1 + e⁻ˣ), also called swish (Elfwing et al. 2018). Kernels as those of `stax.tanh`.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.silu(), stax.dense(1));
 * ```
 */
export function silu(): Layer<NoParams> {
  return activationLayer({
    name: "silu",
    elementwise: silus,
    advance: (rows) =>
      smoothAdvance(rows, {
        value: (x) => x * logistic(x),
        slope: (x) => logistic(x) * (1 + x * logistic(-x)),
        slopes: siluSlopes,
        parity: "neither",
        strip: STRIP,
      }),
    dual: smoothDual("silu", silus, STRIP),
    series: siluSeries,
  });
}

function silus(input: ArrayInput) {
  const x = realElements(input);
  return mul(x, logistics(x));
}
