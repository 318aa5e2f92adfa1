import { add, maximum, minimum, mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { angularAdvance } from "../dual/angular.js";
import { exponentialBelowSlopes } from "../dual/exponential-below.js";
import { halfLineDual } from "../dual/half-line-dual.js";
import { angularMoments } from "../dual/half-lines.js";
import type { Advance, Rows } from "../kernel/map.js";
import { expm1 } from "../special/logarithms.js";
import { eluSeries } from "../power-series/smooth.js";
import { activationLayer, checkFinite, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";

/**
 * φ(x) = x above 0 and α(eˣ − 1) below (Clevert et al. 2016). Its kernels are computed from
 * E[φ̇φ̇′] = [(π − θ) + α² ∫ N(|u| + |u′|) + α ∫ N(|u|) + α ∫ N(|u′|)]/2π, θ the angle between pre-activations,
 * N(s) = ∫₀^∞ r exp(−r²/2 − s r) dr (integrals over the directions of the sectors with u < 0 or u′ < 0), as
 * expansions in θ.
 *
 * @param alpha - Default 1.
 * @throws {@link DomainError} for an α that is not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.elu(), stax.dense(1));
 * ```
 */
export function elu(alpha = 1): Layer<NoParams> {
  checkFinite("stax.elu", { alpha });
  return scaledElu("elu", { scale: 1, alpha });
}

/**
 * φ(x) = λ·elu(x) with λ = 1.0507… and α = 1.6732…, which keep mean 0 and variance 1 (Klambauer et al. 2017).
 *
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.selu(), stax.dense(1));
 * ```
 */
export function selu(): Layer<NoParams> {
  return scaledElu("selu", { scale: 1.0507009873554805, alpha: 1.6732632423543772 });
}

/** The layers of N(g sin ψ) are as those of functions with poles so far from the real axis. */
const STRIP = Math.PI / 2;

interface Constants {
  readonly scale: number;
  readonly alpha: number;
}

function scaledElu(name: string, { scale, alpha }: Constants): Layer<NoParams> {
  return activationLayer({
    name,
    elementwise: (x) => values(x, { scale, alpha }),
    advance: (rows) => advance(rows, { scale, alpha }),
    dual: halfLineDual(
      { rise: scale, above: 0, below: -scale * alpha, power: scale * alpha },
      (x) => values(x, { scale, alpha }),
    ),
    series: eluSeries(scale, alpha),
  });
}

function values(input: ArrayInput, { scale, alpha }: Constants) {
  const x = realElements(input);
  const below = mul(expm1(minimum(x, 0)), scale * alpha);
  return add(mul(maximum(x, 0), scale), below);
}

function advance(rows: Rows, { scale, alpha }: Constants): Advance {
  const value = (x: number) => scale * (x > 0 ? x : alpha * Math.expm1(x));
  const slope = (x: number) => scale * (x > 0 ? 1 : alpha * Math.exp(x));
  return angularAdvance(rows, {
    ...angularMoments({ value, slope, parity: "neither", strip: STRIP }),
    slopes: (deviations, angle) =>
      exponentialBelowSlopes(alpha, deviations, angle).map((slope) => scale * scale * slope),
  });
}
