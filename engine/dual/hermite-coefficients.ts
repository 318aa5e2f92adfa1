import { hermiteRule, project } from "./hermite-functions.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf, type HermiteCoefficients } from "./series.js";

/**
 * Hermite coefficients of φ at a variance, with ψ_m = h_m(z)·√N(z): ρ_{m+1} = ∫ φ̇(√a z) √N(z) ψ_m(z) dz.
 */
export function hermiteCoefficients(
  { value, slope, parity, strip }: Nonlinearity,
  variance: number,
  terms: number,
): HermiteCoefficients {
  const { first, step } = degreesOf(parity);
  const deviation = Math.sqrt(variance);
  const rule = hermiteRule(deviation, strip, first + (terms - 1) * step);
  const { nodes, roots, spacing } = rule;
  const weighted = nodes.map((z, k) => slope(deviation * z) * (roots[k] as number) * spacing);
  const mean = nodes.reduce(
    (sum, z, k) => sum + value(deviation * z) * (roots[k] as number) ** 2 * spacing,
    0,
  );
  return {
    mean: parity === "odd" ? 0 : mean,
    slopes: project(weighted, rule, { first: first - 1, step, terms }),
  };
}

/** How long a series may be, and what part of E[φ̇²] it may leave out. */
export interface SeriesLimits {
  readonly most: number;
  readonly tolerance: number;
}

/**
 * What a series takes at least: coefficients fall like exp(−√(2l)·strip/√a), and these are still e^(−12), where squares of
 * e^(−32) count.
 */
function leastTerms({ parity, strip }: Nonlinearity, variance: number): number {
  return (72 * variance) / (strip * strip * degreesOf(parity).step);
}

/** The length of the series at a variance; null where that is too long. */
export function termsNeeded(
  nonlinearity: Nonlinearity,
  variance: number,
  { most, tolerance }: SeriesLimits,
): number | null {
  if (leastTerms(nonlinearity, variance) > most) return null;
  for (let terms = 24; ; terms = Math.min(2 * terms, most)) {
    const { slopes } = hermiteCoefficients(nonlinearity, variance, terms);
    const total = slopes.reduce((sum, rho) => sum + rho * rho, 0);
    let [tail, needed] = [0, terms];
    while (needed > 1) {
      tail += (slopes[needed - 1] as number) ** 2;
      if (tail > tolerance * total) break;
      needed--;
    }
    // The series falls steadily: what lies behind is less than what the last part holds.
    if (needed <= 0.85 * terms) return needed;
    if (terms === most) return null;
  }
}
