import type { ArrayInput } from "../array/create.js";
import { smoothAdvance } from "../dual/smooth.js";
import { tanhSlopes } from "../dual/mixture-slopes.js";
import { smoothDual } from "../dual/smooth-dual.js";
import { tanh as hyperbolicTangent } from "../activations/smooth.js";
import { tanhSeries } from "../power-series/smooth.js";
import { activationLayer, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/** Its nearest poles are at ±iπ/2. */
const STRIP = Math.PI / 2;

/**
 * φ(x) = tanh x. There is no closed form of its kernels; they are Hermite series (Mehler's formula),
 * E[φφ′] = Σ_l r_l(a) r_l(a′) cˡ with r_l(a) = E[φ(√a z) h_l(z)], and angular expansions where variances are so
 * large that those would be long. Relative accuracy about 1e-14.
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512, { wStd: 1.5 }), stax.tanh(), stax.dense(1));
 * ```
 */
export function tanh(): Layer<NoParams> {
  return activationLayer({
    name: "tanh",
    elementwise,
    advance: (rows) =>
      smoothAdvance(rows, {
        value: Math.tanh,
        slope,
        slopes: tanhSlopes,
        parity: "odd",
        strip: STRIP,
      }),
    dual: smoothDual("tanh", elementwise, STRIP),
    series: tanhSeries,
  });
}

/** φ̇ = 1/cosh² x by one exponential. */
function slope(x: number): number {
  const e = Math.exp(-2 * Math.abs(x));
  return (4 * e) / (1 + e) ** 2;
}

function elementwise(x: ArrayInput) {
  return hyperbolicTangent<ArrayInput>(x);
}
