import { mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { logistic, softplusOf } from "../dual/logistic.js";
import { mishSlopes } from "../dual/mixture-slopes.js";
import { smoothAdvance } from "../dual/smooth.js";
import { smoothDual } from "../dual/smooth-dual.js";
import { softplus as softpluses, tanh as hyperbolicTangent } from "../activations/smooth.js";
import { mishSeries } from "../power-series/smooth.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = x·tanh(log(1 + eˣ)) (Misra 2019). Kernels as those of `stax.tanh`; its nearest poles are where
 * (1 + eˣ)² = −1, 3π/4 from the real axis.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.mish(), stax.dense(1));
 * ```
 */
export function mish(): Layer<NoParams> {
  return activationLayer({
    name: "mish",
    elementwise: mishes,
    advance: (rows) =>
      smoothAdvance(rows, {
        value: (x) => x * Math.tanh(softplusOf(x)),
        slope,
        slopes: mishSlopes,
        parity: "neither",
        strip: STRIP,
      }),
    dual: smoothDual("mish", mishes, STRIP),
    series: mishSeries,
  });
}

const STRIP = (3 * Math.PI) / 4;

function mishes(input: ArrayInput) {
  const x = realElements(input);
  return mul(x, hyperbolicTangent(softpluses(x)));
}

/** φ̇ = t + x (1 − t²)/(1 + e⁻ˣ) with t = tanh log(1 + eˣ) */
function slope(x: number): number {
  const t = Math.tanh(softplusOf(x));
  return t + x * (1 / Math.cosh(softplusOf(x)) ** 2) * logistic(x);
}
