import { gaussLegendre } from "./legendre.js";

const quadrature = gaussLegendre(48);

/** What has fallen by e^−40 is gone. */
const GONE = 40;

/**
 * Σ_{j ≥ J} f(j) of an f that is t^(−1−s/2) times a series in 1/t, by the midpoint form of Euler and Maclaurin's
 * formula: ∫_T^∞ f dt + f′(T)/24 − 7f‴(T)/5760 + …, T = J − ½, with differences for derivatives: Δ/24 − 17Δ³/5760.
 * Substituting t = T/v² makes the integrand analytic in v.
 *
 * @param decay - of a part of f that falls as e^(−decay t): v is halved until it is gone
 */
export function sumFrom(start: number, f: (t: number) => number, decay = 0): number {
  const from = start - 0.5;
  const edges = [1, ...halves(Math.sqrt((decay * from) / GONE)), 0];
  let integral = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [top, bottom] = [edges[i] as number, edges[i + 1] as number];
    integral += panel(f, from, bottom, top);
  }
  const [a, b, c, e] = [f(start - 2), f(start - 1), f(start), f(start + 1)];
  return integral + (c - b) / 24 - (17 / 5760) * (e - 3 * c + 3 * b - a);
}

/** ½, ¼, … down to where the part is gone; none without one. */
function halves(least: number): number[] {
  if (least === 0) return [];
  const count = Math.max(0, Math.ceil(-Math.log2(least)));
  return Array.from({ length: count }, (_, k) => 2 ** -(k + 1));
}

/** ∫ f(T/v²) 2T/v³ dv */
function panel(f: (t: number) => number, from: number, bottom: number, top: number): number {
  return quadrature.nodes.reduce((sum, node, i) => {
    const v = bottom + (top - bottom) * node;
    const weight = (top - bottom) * (quadrature.weights[i] as number) * ((2 * from) / v ** 3);
    return sum + weight * f(from / (v * v));
  }, 0);
}
