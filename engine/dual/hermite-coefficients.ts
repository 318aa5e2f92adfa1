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
