import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf, type HermiteCoefficients } from "./series.js";

/** Where e^(−z²/4) is below 2⁻⁵⁶. */
const REACH = 12.5;

/**
 * Hermite coefficients of φ at a variance by the trapezoidal rule, which converges geometrically for analytic
 * functions that vanish at both ends (Trefethen & Weideman 2014): with ψ_m = h_m(z)·√N(z),
 * ρ_{m+1} = ∫ φ̇(√a z) √N(z) ψ_m(z) dz.
 */
export function hermiteCoefficients(
  { value, slope, parity, strip }: Nonlinearity,
  variance: number,
  terms: number,
): HermiteCoefficients {
  const { first, step } = degreesOf(parity);
  const deviation = Math.sqrt(variance);
  const top = first + (terms - 1) * step;
  const height = Math.min(1.5, strip / Math.max(deviation, 1e-3));
  const spacing = (2 * Math.PI) / (1.3 * Math.sqrt(top) + 8 + 40 / height);
  const count = Math.ceil(REACH / spacing);
  const nodes = Float64Array.from({ length: 2 * count + 1 }, (_, k) => (k - count) * spacing);
  const roots = nodes.map((z) => Math.exp((-z * z) / 4) * (2 * Math.PI) ** -0.25);
  const weighted = nodes.map((z, k) => slope(deviation * z) * (roots[k] as number) * spacing);
  const mean = nodes.reduce(
    (sum, z, k) => sum + value(deviation * z) * (roots[k] as number) ** 2 * spacing,
    0,
  );
  return {
    mean: parity === "odd" ? 0 : mean,
    slopes: project(weighted, nodes, roots, { first, step, terms }),
  };
}

/** Σ f ψ_m for m = first − 1, first − 1 + step, …, by √(m + 1) ψ_{m+1} = z ψ_m − √m ψ_{m−1}. */
function project(
  f: Float64Array,
  nodes: Float64Array,
  roots: Float64Array,
  { first, step, terms }: { first: number; step: number; terms: number },
): Float64Array {
  const out = new Float64Array(terms);
  let before: Float64Array = new Float64Array(nodes.length);
  let last: Float64Array = roots.slice();
  const top = first - 1 + (terms - 1) * step;
  for (let m = 0; m <= top; m++) {
    if ((m - first + 1) % step === 0 && m >= first - 1) {
      let sum = 0;
      for (let k = 0; k < f.length; k++) sum += (f[k] as number) * (last[k] as number);
      out[(m - first + 1) / step] = sum;
    }
    const [down, up] = [Math.sqrt(m), 1 / Math.sqrt(m + 1)];
    for (let k = 0; k < nodes.length; k++) {
      before[k] = ((nodes[k] as number) * (last[k] as number) - down * (before[k] as number)) * up;
    }
    [before, last] = [last, before];
  }
  return out;
}
