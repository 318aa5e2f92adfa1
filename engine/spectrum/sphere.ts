import { checkOptions, checkWhole } from "../options.js";
import {
  coefficientsOf,
  converged,
  type DotProductKernel,
  type SeriesOptions,
} from "./dot-product.js";
import { sphereLevels } from "./sphere-levels.js";
import { dotProductSpectrum, type Spectrum } from "./spectrum.js";
import { vector } from "./vector.js";

/** The sphere and how much of the spectrum. */
export interface SphereOptions extends SeriesOptions {
  /** d ≥ 2 of the space that the sphere S^(d−1) lies in. */
  readonly dim: number;
  /** How many degrees k = 0, 1, …; default 20. */
  readonly levels?: number;
}

/**
 * The spectrum of a dot-product kernel on the sphere with its uniform measure: λ_k belongs to the spherical
 * harmonics of degree k, of which there are N(d, k); the inputs of a network have length √d. Every λ_k has a
 * relative accuracy of about 1e-11, however small: K(z) = Σ a_p z^p with a_p ≥ 0, z^p = Σ_k N(d, k) c(p, k) P_k(z)
 * with c ≥ 0, and λ_k = Σ_p a_p c(p, k). Degrees that a kernel lacks are exactly 0.
 *
 * @throws {@link DomainError} for a dimension below 2, negative coefficients, and activations whose power series
 *   is not known.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
 * spectrum.sphere(net, { dim: 3, levels: 5 }).eigenvalues; // 1/2, 1/3, 5/64, 0, 1/192
 * ```
 */
export function sphere(kernel: DotProductKernel, options: SphereOptions): Spectrum {
  const caller = "spectrum.sphere";
  checkOptions(caller, options, ["dim", "levels", "get"]);
  const { dim, levels = 20 } = options;
  checkWhole(caller, "dim", dim, 2);
  checkWhole(caller, "levels", levels, 1);
  const coefficients = coefficientsOf(caller, kernel, options);
  // From here on the moments vary slowly from one power to the next.
  const least = Math.max(1024, 8 * levels);
  const eigenvalues = converged(caller, coefficients, least, (series) =>
    sphereLevels(series, dim, levels),
  );
  return dotProductSpectrum(caller, {
    domain: `sphere in ${dim} dimensions`,
    eigenvalues: vector(eigenvalues),
    multiplicities: Array.from({ length: levels }, (_, k) => harmonics(dim, k)),
  });
}

/** N(d, k) = (2k + d − 2)/k · C(k + d − 3, k − 1), N(d, 0) = 1 */
export function harmonics(d: number, k: number): number {
  if (k === 0) return 1;
  let binomial = 1;
  for (let i = 1; i < k; i++) binomial = (binomial * (d - 2 + i)) / i;
  return Math.round(((2 * k + d - 2) / k) * binomial);
}
