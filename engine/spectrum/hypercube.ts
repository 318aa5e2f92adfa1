import { checkOptions, checkWhole } from "../options.js";
import {
  coefficientsOf,
  converged,
  type DotProductKernel,
  type SeriesOptions,
} from "./dot-product.js";
import { dotProductSpectrum, type Spectrum } from "./spectrum.js";
import { walkLevels, type Walk } from "./walk.js";
import { vector } from "./vector.js";

/** The cube {±1}^dim. */
export interface HypercubeOptions extends SeriesOptions {
  /** Number of coordinates. */
  readonly dim: number;
}

/**
 * The spectrum of a dot-product kernel on the corners of the cube {±1}^d with equal weights: λ_k belongs to the
 * C(d, k) parities, products of k coordinates (Yang & Salman 2019). Relative accuracy about 1e-12.
 *
 * @throws {@link DomainError} for a dimension below 1, negative coefficients, and activations whose power series
 *   is not known.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
 * spectrum.hypercube(net, { dim: 8 }).eigenvalues; // 0.3825, 1/8, 0.0175, 0, …
 * ```
 */
export function hypercube(kernel: DotProductKernel, options: HypercubeOptions): Spectrum {
  const caller = "spectrum.hypercube";
  checkOptions(caller, options, ["dim", "get"]);
  const { dim } = options;
  checkWhole(caller, "dim", dim, 1);
  const coefficients = coefficientsOf(caller, kernel, options);
  const walk = cubeWalk(dim);
  return dotProductSpectrum(caller, {
    domain: `cube in ${dim} dimensions`,
    eigenvalues: vector(
      converged(caller, coefficients, 1024, (series) => walkLevels(series, walk)),
    ),
    multiplicities: binomials(dim),
  });
}

/** z χ_S = (1/d) Σ_i s_i χ_S takes a coordinate away from S or adds one. */
function cubeWalk(d: number): Walk {
  return {
    levels: d + 1,
    mixing: 20 * d,
    step(moments, next) {
      for (let k = 0; k <= d; k++) {
        const fewer = k > 0 ? (moments[k - 1] as number) : 0;
        const more = k < d ? (moments[k + 1] as number) : 0;
        next[k] = (k * fewer + (d - k) * more) / d;
      }
    },
    slowest: [{ size: 1, share: (k, parity) => (k % 2 === parity ? 2 ** (1 - d) : 0) }],
  };
}

function binomials(d: number): number[] {
  const row = [1];
  for (let k = 1; k <= d; k++) row.push(Math.round(((row[k - 1] as number) * (d - k + 1)) / k));
  return row;
}
