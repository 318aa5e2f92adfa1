import { add, mul, sub } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import { exp, sin, sqrt } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import { times, type Scale } from "../kernel/scale.js";
import type { Rows } from "../kernel/map.js";
import { exponentSeries } from "../power-series/exponential.js";
import { activationLayer, dualWith, realElements, type NoParams } from "./activation.js";
import { exponentAdvance } from "./exp.js";
import type { Layer } from "./layer.js";
import { inDtype, named, readParameters } from "./parameters.js";

/**
 * Random Fourier features (Rahimi & Recht 2007): φ(x) = √2 sin(√(2γ) x + π/4), whose kernel is the radial basis
 * function of pre-activations of variances q, q′ and covariance k: E[φφ′] = exp(−γ(q + q′ − 2k)) and
 * E[φ̇φ̇′] = 2γ E[φφ′].
 *
 * @param gamma - γ > 0, a number or an array of one by which the kernel is to be differentiated; default 1.
 * @throws {@link DomainError} for another γ.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.rbf(0.5), stax.dense(1));
 * ```
 */
export function rbf(gamma: Scale = 1): Layer<NoParams> {
  const parameters = readParameters("stax.rbf", { gamma });
  const { gamma: value } = parameters.numbers;
  if (value <= 0) throw new DomainError(`stax.rbf: gamma = ${value}; use a positive number`);
  return activationLayer({
    dual: dualWith(parameters, dualOf),
    name: `rbf(${named(value)})`,
    series: exponentSeries((q) => ({
      m: 2 * value * q,
      outer: Math.exp(-2 * value * q),
      slope: 2 * value,
    })),
    elementwise(input) {
      const x = realElements(input);
      const frequency = frequencyOf(inDtype(parameters.scales, x.dtype).gamma);
      return mul(sin(add(mul(x, frequency), Math.PI / 4)), Math.SQRT2);
    },
    advance: (rows: Rows) => {
      const ones = new Float64Array(rows.variances.length).fill(1);
      const factors = ones.map(() => Math.sqrt(2 * value));
      return exponentAdvance(rows, { m: 2 * value, variances: ones, factors });
    },
  });
}

function frequencyOf(gamma: Scale): Scale {
  return gamma instanceof NDArray ? sqrt(mul(gamma, 2)) : Math.sqrt(2 * gamma);
}

function dualOf({ k, q, q2 }: Pairs, { gamma }: { readonly gamma: Scale }): DualMoments {
  const nngp = exp(mul(sub(add(q, q2), mul(k, 2)), times(gamma, -1)));
  return { nngp, slope: mul(nngp, times(gamma, 2)) };
}
