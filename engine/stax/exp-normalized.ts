import { add, mul } from "../array/arithmetic.js";
import { exp as exponential } from "../array/transcendental.js";
import { where } from "../array/where.js";
import { correlations } from "../dual/rectified.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { tableStep, type CorrelationMap } from "../dual/table.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Scale } from "../kernel/scale.js";
import type { Advance, Rows } from "../kernel/map.js";
import { exponentSeries } from "../power-series/exponential.js";
import { activationLayer, dualWith, type NoParams } from "./activation.js";
import type { Layer } from "./layer.js";
import { readParameters } from "./parameters.js";

/** Numbers, or arrays of one by which the kernel is to be differentiated. */
export interface ExpNormalizedOptions {
  /** γ ≥ 0. Default 1. */
  readonly gamma?: Scale;
  /** Default −1, which leaves variances as they are when γ = 1. */
  readonly shift?: Scale;
}

/**
 * A map of kernels that no finite activation is known for (Shankar et al. 2020): with correlation c of
 * pre-activations of variances a and a′, K′ = √(a a′)·exp(γ(c + shift)) and Θ′ = Θ·γ exp(γ(c + shift)).
 *
 * @throws {@link DomainError} for γ < 0 or parameters that are not finite; by `apply`, always.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.expNormalized(), stax.dense(1)).kernel([[1, 0], [0, 1]], null, "nngp");
 * ```
 */
export function expNormalized(options: ExpNormalizedOptions = {}): Layer<NoParams> {
  checkOptions("stax.expNormalized", options, ["gamma", "shift"]);
  const { gamma: rate = 1, shift: offset = -1 } = options;
  const parameters = readParameters("stax.expNormalized", { gamma: rate, shift: offset });
  const { gamma, shift } = parameters.numbers;
  if (gamma < 0) {
    throw new DomainError(
      `stax.expNormalized: gamma = ${gamma}; use a number from 0: below, K′ is no covariance`,
    );
  }
  return activationLayer({
    name: "expNormalized",
    elementwise: () => {
      throw new DomainError(
        "stax.expNormalized: apply: no finite activation has this kernel; use kernel",
      );
    },
    advance: (rows) => advance(rows, gamma, shift),
    dual: dualWith(parameters, dualOf),
    series: exponentSeries((q) => ({
      m: gamma,
      outer: q * Math.exp(gamma * shift),
      slope: gamma / q,
    })),
  });
}

function dualOf(pairs: Pairs, { gamma, shift }: Required<ExpNormalizedOptions>): DualMoments {
  const { c, zero, norm } = correlations(pairs);
  const power = exponential(mul(add(c, shift), gamma));
  return { nngp: mul(where(zero, 0, norm), power), slope: mul(power, gamma) };
}

function advance(rows: Rows, gamma: number, shift: number): Advance {
  const largest = Math.exp(gamma * (1 + shift));
  const variances = rows.variances.map((variance) => variance * largest);
  const factors = new Float64Array(variances.length).fill(Math.sqrt(gamma * largest));
  const step = tableStep(correlationMap(gamma), factors);
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

/** c′ = exp(γ(c − 1)) = exp(−2γh) */
function correlationMap(gamma: number): CorrelationMap {
  return {
    parity: "neither",
    powers: 2,
    near: (y) => {
      const exponent = -2 * gamma * y * y;
      return [exponent === 0 ? gamma : -Math.expm1(exponent) / (2 * y * y), Math.exp(exponent)];
    },
    mirrored: (y) => {
      const exponent = -2 * gamma * (1 - y * y);
      return [-Math.expm1(exponent) / 2, Math.exp(exponent)];
    },
  };
}
