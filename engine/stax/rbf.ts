import { add, mul, sub } from "../array/arithmetic.js";
import { exp, sin } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import type { DualMoments, Pairs } from "../kernel/dual.js";
import type { Rows } from "../kernel/map.js";
import { exponentSeries } from "../power-series/exponential.js";
import { activationLayer, checkFinite, realElements, type NoParams } from "./activation.js";
import { exponentAdvance } from "./exp.js";
import type { Layer } from "./layer.js";

/**
 * Random Fourier features (Rahimi & Recht 2007): φ(x) = √2 sin(√(2γ) x + π/4), whose kernel is the radial basis
 * function of pre-activations of variances q, q′ and covariance k: E[φφ′] = exp(−γ(q + q′ − 2k)) and
 * E[φ̇φ̇′] = 2γ E[φφ′].
 *
 * @param gamma - γ > 0; default 1.
 * @throws {@link DomainError} for another γ.
 * @example
 * ```ts
 * stax.serial(stax.dense(512), stax.rbf(0.5), stax.dense(1));
 * ```
 */
export function rbf(gamma = 1): Layer<NoParams> {
  checkFinite("stax.rbf", { gamma });
  if (gamma <= 0) throw new DomainError(`stax.rbf: gamma = ${gamma}; use a positive number`);
  const frequency = Math.sqrt(2 * gamma);
  const pairs = ({ k, q, q2 }: Pairs): DualMoments => {
    const nngp = exp(mul(sub(add(q, q2), mul(k, 2)), -gamma));
    return { nngp, slope: mul(nngp, 2 * gamma) };
  };
  return activationLayer({
    dual: { pairs },
    name: `rbf(${gamma})`,
    series: exponentSeries((q) => ({
      m: 2 * gamma * q,
      outer: Math.exp(-2 * gamma * q),
      slope: 2 * gamma,
    })),
    elementwise: (x) => mul(sin(add(mul(realElements(x), frequency), Math.PI / 4)), Math.SQRT2),
    advance: (rows: Rows) => {
      const ones = new Float64Array(rows.variances.length).fill(1);
      const factors = ones.map(() => frequency);
      return exponentAdvance(rows, { m: 2 * gamma, variances: ones, factors });
    },
  });
}
