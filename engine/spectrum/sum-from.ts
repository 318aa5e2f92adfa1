import { gaussLegendre } from "./legendre.js";

const quadrature = gaussLegendre(48);

/**
 * Σ_{j ≥ J} f(j) of an f that is t^(−1−s/2) times a series in 1/t, by the midpoint form of Euler and Maclaurin's
 * formula: ∫_T^∞ f dt + f′(T)/24 − 7f‴(T)/5760 + …, T = J − ½, with differences for derivatives: Δ/24 − 17Δ³/5760.
 * Substituting t = T/v² makes the integrand analytic in v.
 */
export function sumFrom(start: number, f: (t: number) => number): number {
  const from = start - 0.5;
  const integral = quadrature.nodes.reduce((sum, v, i) => {
    const weight = (quadrature.weights[i] as number) * ((2 * from) / v ** 3);
    return sum + weight * f(from / (v * v));
  }, 0);
  const [a, b, c, e] = [f(start - 2), f(start - 1), f(start), f(start + 1)];
  return integral + (c - b) / 24 - (17 / 5760) * (e - 3 * c + 3 * b - a);
}
