import { asArray, type ArrayInput } from "../array/create.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkNonnegative } from "./eigenlearning.js";

/** Random features: X of n samples × p features with independent entries of this variance. */
export interface MarchenkoPasturOptions {
  /** γ = p/n. */
  readonly ratio: number;
  /** σ² of the entries; default 1. */
  readonly variance?: number;
}

/** The limit of the eigenvalues of XᵀX/n. */
export interface MarchenkoPastur {
  readonly ratio: number;
  readonly variance: number;
  /** σ²(1 − √γ)² */
  readonly lower: number;
  /** σ²(1 + √γ)² */
  readonly upper: number;
  /** 1 − 1/γ of the eigenvalues are 0 where γ > 1. */
  readonly massAtZero: number;
  /** √((upper − λ)(λ − lower))/(2πσ²γλ) between the edges. */
  readonly density: (lambda: number) => number;
}

/**
 * Marchenko and Pastur's law (1967) of the eigenvalues of XᵀX/n, for n and p large at the ratio γ = p/n.
 *
 * @throws {@link DomainError} for a ratio or variance that is not positive.
 * @example
 * ```ts
 * const law = spectrum.marchenkoPastur({ ratio: 0.5 });
 * [law.lower, law.upper]; // 0.0858, 2.914
 * ```
 */
export function marchenkoPastur(options: MarchenkoPasturOptions): MarchenkoPastur {
  const caller = "spectrum.marchenkoPastur";
  checkOptions(caller, options, ["ratio", "variance"]);
  const { ratio, variance = 1 } = options;
  checkNonnegative(caller, { ratio, variance });
  if (ratio === 0 || variance === 0) {
    throw new DomainError(
      `${caller}: ratio = ${ratio}, variance = ${variance}; use positive numbers`,
    );
  }
  const root = Math.sqrt(ratio);
  const [lower, upper] = [variance * (1 - root) ** 2, variance * (1 + root) ** 2];
  const density = (lambda: number) =>
    lambda <= lower || lambda >= upper || lambda === 0
      ? 0
      : Math.sqrt((upper - lambda) * (lambda - lower)) / (2 * Math.PI * variance * ratio * lambda);
  return { ratio, variance, lower, upper, massAtZero: Math.max(0, 1 - 1 / ratio), density };
}

/**
 * Marchenko and Pastur's law with the mean and the mean square of all p eigenvalues (zeros included):
 * E[λ] = σ², E[λ²] = σ⁴(1 + γ).
 *
 * @throws {@link DomainError} where eigenvalues are all equal or have no positive mean.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [400, 100]);
 * spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(400))); // ratio near 1/4, variance near 1
 * ```
 */
export function fitMarchenkoPastur(eigenvalues: ArrayInput): MarchenkoPastur {
  const values = Float64Array.from(asArray(eigenvalues).data, Number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0) / values.length;
  if (!(mean > 0 && spread > 0)) {
    throw new DomainError(
      "spectrum.fitMarchenkoPastur: eigenvalues need a positive mean and must not all be equal",
    );
  }
  return marchenkoPastur({ ratio: spread, variance: mean });
}
