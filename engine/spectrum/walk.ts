import { sumFrom } from "./sum-from.js";
import type { PowerSeries } from "./power-series.js";

/** A finite symmetric domain by what multiplication with z does to the moments E[z^p φ_k]. */
export interface Walk {
  readonly levels: number;
  /** E[z^(p+1) φ_k] from E[z^p φ_k]. */
  readonly step: (moments: Float64Array, next: Float64Array) => void;
  /** After so many steps only the slowest are left of the moments. */
  readonly mixing: number;
  /** Points of the domain near z = ±1. */
  readonly slowest: readonly SlowPoint[];
}

/** E[z^p φ_k] has |z|^p share(k, p mod 2) from here. */
export interface SlowPoint {
  /** |z| */
  readonly size: number;
  readonly share: (k: number, parity: number) => number;
}

/** λ_k = Σ_p a_p E[z^p φ_k], a sum of terms that are never negative. */
export function walkLevels({ coefficients, tails }: PowerSeries, walk: Walk): Float64Array {
  const known = coefficients.length;
  const endless = tails.some((tail) => tail !== null);
  const steps = endless ? Math.max(known, walk.mixing) : known;
  const sums = new Float64Array(walk.levels);
  let moments = new Float64Array(walk.levels);
  let next = new Float64Array(walk.levels);
  moments[0] = 1;
  for (let p = 0; p < steps; p++) {
    const a = p < known ? (coefficients[p] as number) : (tails[p % 2]?.at(p) ?? 0);
    if (a > 0)
      for (let k = 0; k < walk.levels; k++)
        sums[k] = (sums[k] as number) + a * (moments[k] as number);
    walk.step(moments, next);
    [moments, next] = [next, moments];
  }
  for (const [parity, tail] of tails.entries()) {
    if (tail === null) continue;
    const first = Math.ceil((steps - parity) / 2);
    for (const { size, share } of walk.slowest) {
      const term = (j: number) => tail.at(parity + 2 * j) * size ** (parity + 2 * j);
      const rest = sumFrom(first, term, 2 * tail.decay);
      for (let k = 0; k < walk.levels; k++) sums[k] = (sums[k] as number) + rest * share(k, parity);
    }
  }
  return sums;
}
