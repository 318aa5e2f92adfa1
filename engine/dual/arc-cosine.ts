import { gaussLegendre } from "./quadrature.js";
import type { CorrelationMap } from "./table.js";

/** The arc-cosine kernel of a degree as a map of correlations, and E[φ²] at variance 1. */
export interface ArcCosine {
  readonly map: CorrelationMap;
  readonly meanSquare: number;
}

/**
 * Cho & Saul 2009: J_p = sin^{2p+1}θ (d/dc)^p [(π − θ)/sin θ] = sin θ P_p(c) + (π − θ) Q_p(c), with
 * κ_p = J_p/J_p(0) and dκ_p/dc = p²/(2p − 1)·κ_{p−1}.
 */
export function arcCosine(p: number): ArcCosine {
  const [own, lower] = [arcCosineKernel(p), arcCosineKernel(p - 1)];
  const slope = (p * p) / (2 * p - 1);
  const map: CorrelationMap = {
    parity: "neither",
    powers: 2,
    near: (y) => [
      slope * mean((x) => lower(2 * Math.asin(y * x))),
      slope * lower(2 * Math.asin(y)),
    ],
    mirrored: (y) => {
      const angle = Math.PI - 2 * Math.asin(y);
      return [(1 - own(angle)) / 2, slope * lower(angle)];
    },
  };
  return { map, meanSquare: 0.5 * oddFactorial(p) };
}

/** ∫₀¹ f(x) 2x dx: with s = y²x², (1 − κ_p)/2s is p²/(2p − 1) times the mean of κ_{p−1} below s. */
const LEGENDRE = gaussLegendre(24);
function mean(f: (x: number) => number): number {
  return LEGENDRE.nodes.reduce(
    (sum, x, k) => sum + f(x) * 2 * x * (LEGENDRE.weights[k] as number),
    0,
  );
}

/** κ_p(θ) = sin θ P(c) + (π − θ) Q(c) as coefficients in powers of c. */
export function arcCosinePolynomials(p: number): { sine: number[]; rest: number[] } {
  let [sine, rest] = [[0], [1]];
  for (let n = 0; n < p; n++) {
    [sine, rest] = [
      sum(timesSquare(derivative(sine)), timesC(sine, 2 * n), rest),
      sum(timesSquare(derivative(rest)), timesC(rest, 2 * n + 1)),
    ];
  }
  const scale = 1 / (Math.PI * oddFactorial(p));
  return { sine: sine.map((term) => scale * term), rest: rest.map((term) => scale * term) };
}

/** κ_p(θ) */
export function arcCosineKernel(p: number): (angle: number) => number {
  const { sine, rest } = arcCosinePolynomials(p);
  return (angle) => {
    const c = Math.cos(angle);
    return Math.sin(angle) * evaluate(sine, c) + (Math.PI - angle) * evaluate(rest, c);
  };
}

/** (2p − 1)!! */
export function oddFactorial(p: number): number {
  return p <= 0 ? 1 : (2 * p - 1) * oddFactorial(p - 1);
}

type Polynomial = readonly number[];

const derivative = (f: Polynomial) => f.slice(1).map((term, k) => term * (k + 1));
const timesC = (f: Polynomial, factor: number) => [0, ...f.map((term) => term * factor)];
/** (1 − c²) f */
const timesSquare = (f: Polynomial) => sum(f, [0, 0, ...f.map((term) => -term)]);
const evaluate = (f: Polynomial, c: number) => f.reduceRight((value, term) => value * c + term, 0);

function sum(...polynomials: readonly Polynomial[]): number[] {
  const length = Math.max(...polynomials.map((f) => f.length));
  return Array.from({ length }, (_, k) => polynomials.reduce((total, f) => total + (f[k] ?? 0), 0));
}
