import { add, maximum, minimum, mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { angularAdvance } from "../dual/angular.js";
import { exponentialBelowSlopes } from "../dual/exponential-below.js";
import { halfLineDual, halfLinesDual } from "../dual/half-line-dual.js";
import { angularMoments } from "../dual/half-lines.js";
import type { Dual } from "../kernel/dual.js";
import { times, type Scale } from "../kernel/scale.js";
import type { Advance, Rows } from "../kernel/map.js";
import { expm1 } from "../special/logarithms.js";
import { eluSeries } from "../power-series/smooth.js";
import { activationLayer, realElements, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";
import { inDtype, readParameters, type Parameters } from "./parameters.js";

/**
 * φ(x) = x above 0 and α(eˣ − 1) below (Clevert et al. 2016). Its kernels are computed from
 * E[φ̇φ̇′] = [(π − θ) + α² ∫ N(|u| + |u′|) + α ∫ N(|u|) + α ∫ N(|u′|)]/2π, θ the angle between pre-activations,
 * N(s) = ∫₀^∞ r exp(−r²/2 − s r) dr (integrals over the directions of the sectors with u < 0 or u′ < 0), as
 * expansions in θ.
 *
 * @param alpha - A number, or an array of one by which the kernel is to be differentiated; default 1.
 * @throws {@link DomainError} for an α that is not finite.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.elu(), stax.dense(1));
 * ```
 */
export function elu(alpha: Scale = 1): Layer<NoParams> {
  return scaledElu("elu", 1, readParameters("stax.elu", { alpha }));
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
  const alpha = 1.6732632423543772;
  return scaledElu("selu", 1.0507009873554805, readParameters("stax.selu", { alpha }));
}

/** The layers of N(g sin ψ) are as those of functions with poles so far from the real axis. */
const STRIP = Math.PI / 2;

interface Constants {
  readonly scale: number;
  readonly alpha: number;
}

type Alpha = Parameters<"alpha">;

function scaledElu(name: string, scale: number, parameters: Alpha): Layer<NoParams> {
  const { alpha } = parameters.numbers;
  return activationLayer({
    name,
    elementwise: (x) => values(x, scale, parameters),
    advance: (rows) => advance(rows, { scale, alpha }),
    dual: dualOf(scale, parameters),
    series: eluSeries(scale, alpha),
  });
}

/** φ is linear in α, which is taken out of the moments where a transform follows it. */
function dualOf(scale: number, parameters: Alpha): Dual {
  const { numbers, scales, traced } = parameters;
  const elementwise = (x: ArrayInput) => values(x, scale, parameters);
  if (!traced) {
    const below = scale * numbers.alpha;
    return halfLineDual({ rise: scale, above: 0, below: -below, power: below }, elementwise);
  }
  const parts = [
    { rise: scale, above: 0, below: 0, power: 0 },
    { rise: 0, above: 0, below: -scale, power: scale },
  ] as const;
  return { ...halfLinesDual(parts, scales.alpha, elementwise), traced: () => true };
}

function values(input: ArrayInput, scale: number, { scales }: Alpha) {
  const x = realElements(input);
  const { alpha } = inDtype(scales, x.dtype);
  const below = mul(expm1(minimum(x, 0)), times(alpha, scale));
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
