import { DomainError } from "../errors.js";
import { checkOptions, checkWhole } from "../options.js";
import {
  coefficientsOf,
  converged,
  type DotProductKernel,
  type SeriesOptions,
} from "./dot-product.js";
import { dotProductSpectrum, type Spectrum } from "./spectrum.js";
import { walkLevels, type SlowPoint, type Walk } from "./walk.js";
import { vector } from "./vector.js";

/** Equally spaced points on the circle. */
export interface CircleOptions extends SeriesOptions {
  /** How many, from 2 to 1024. */
  readonly points: number;
}

const MOST_POINTS = 1024;

/**
 * The spectrum of a dot-product kernel on M equally spaced points of the circle with equal weights: λ_k belongs
 * to √2 cos kθ and √2 sin kθ, k = 0, …, ⌊M/2⌋. Relative accuracy about 1e-11.
 *
 * @throws {@link DomainError} for fewer points than 2 or more than 1024, negative coefficients, and activations
 *   whose power series is not known.
 * @example
 * ```ts
 * const net = stax.serial(stax.dense(1, { wStd: Math.SQRT2 }), stax.relu(), stax.dense(1));
 * spectrum.circle(net, { points: 256 });
 * ```
 */
export function circle(kernel: DotProductKernel, options: CircleOptions): Spectrum {
  const caller = "spectrum.circle";
  checkOptions(caller, options, ["points", "get"]);
  const { points } = options;
  checkWhole(caller, "points", points, 2);
  if (points > MOST_POINTS) {
    throw new DomainError(
      `${caller}: points = ${points}; use at most ${MOST_POINTS}, or spectrum.sphere with dim: 2 for the whole circle`,
    );
  }
  const coefficients = coefficientsOf(caller, kernel, options);
  const walk = circleWalk(points);
  return dotProductSpectrum(caller, {
    domain: `circle of ${points} points`,
    eigenvalues: vector(
      converged(caller, coefficients, 1024, (series) => walkLevels(series, walk)),
    ),
    multiplicities: Array.from({ length: walk.levels }, (_, k) =>
      k === 0 || 2 * k === points ? 1 : 2,
    ),
  });
}

/** z cos kθ = ½cos (k − 1)θ + ½cos (k + 1)θ, and frequency M − k is k. */
function circleWalk(points: number): Walk {
  const top = Math.floor(points / 2);
  // Moments of all frequencies are of one size from here on: e^(−k²/2p) for k ≤ M/2.
  const mixing = Math.ceil(points ** 2 / 4);
  return {
    levels: top + 1,
    mixing,
    step(moments, next) {
      for (let k = 0; k <= top; k++) {
        const fewer = moments[Math.abs(k - 1)] as number;
        const more = moments[Math.min(k + 1, points - k - 1)] as number;
        next[k] = (fewer + more) / 2;
      }
    },
    slowest: slowPoints(points, mixing),
  };
}

/** Of a point whose z^p is smaller nothing is left beside z = 1. */
const NOTHING = 1e-20;

/** Of an even number of points only those with z > 0: at −z all is the same but for the sign of odd k and p. */
function slowPoints(points: number, steps: number): SlowPoint[] {
  const cosine = (i: number) => Math.cos((2 * Math.PI * (i % points)) / points);
  return Array.from({ length: points }, (_, i): SlowPoint => {
    const z = cosine(i);
    const share =
      points % 2 === 0
        ? (k: number, parity: number) => (z > 0 && k % 2 === parity ? 2 : 0)
        : (_: number, parity: number) => (z < 0 && parity === 1 ? -1 : 1);
    const size = Math.abs(z);
    return { size, share: (k, parity) => (share(k, parity) * cosine(i * k)) / points };
  }).filter(({ size }) => size ** steps > NOTHING);
}
