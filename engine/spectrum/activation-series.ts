import type { Advance, TileStep } from "../kernel/map.js";
import { arcsineSeries } from "./arcsine.js";
import { combination, integral, product } from "./products.js";

/** E[φφ′] and E[φ̇φ̇′] as power series in z, where pre-activations of variance q correlate by u(z). */
export interface ActivationSeries {
  readonly covariance: Float64Array;
  readonly slope: Float64Array;
}

/**
 * The series of an activation from what it does to one row; null for one whose series is not known.
 *
 * @param q - the pre-activations' variance
 * @param u - their correlation
 */
export function activationSeries(
  advance: Advance,
  q: number,
  u: Float64Array,
): ActivationSeries | null {
  const [first] = advance.steps;
  switch (first?.opcode) {
    case "reluSigned":
    case "reluNonnegative":
      return rectified(q, u, 0.25, 1);
    case "rectifier": {
      const [odd = 0, , kink = 0, square = 0] = first.constants ?? [];
      return rectified(q, u, odd * square, kink);
    }
    case "erf":
      return errorFunction(advance, first, u);
    case "gelu":
      return gaussianUnit(q, u);
    default:
      return null;
  }
}

/**
 * φ(x) = a x below 0 and b x above, linear = (a + b)²/4 and kink = (a − b)²:
 * E[φ̇φ̇′] = linear + kink·A/2π with A = arcsin u, E[φφ′] = q(linear·u + kink·B/2π) with B′ = A u′
 * (Cho & Saul 2009, written so that nothing is negative).
 */
function rectified(q: number, u: Float64Array, linear: number, kink: number): ActivationSeries {
  const { arcsine, slope } = arcsineSeries(u);
  const start = u[0] as number;
  const constant = Math.sqrt(1 - start * start) + start * Math.asin(start);
  const bent = integral(product(slope, arcsine), constant);
  const share = kink / (2 * Math.PI);
  const derivative = arcsine.map((value) => share * value);
  derivative[0] = (derivative[0] as number) + linear;
  const terms = [
    [q * linear, u],
    [q * share, bent],
  ] as const;
  return { covariance: combination(terms, u.length), slope: derivative };
}

/**
 * φ(x) = a erf(bx) + c, α = 2b²q/(1 + 2b²q): E[φφ′] = a²(2/π) arcsin αu + c² and
 * E[φ̇φ̇′] = (4/π)a²b²(1 − α)/√(1 − α²u²) (Williams 1997).
 */
function errorFunction(advance: Advance, step: TileStep, u: Float64Array): ActivationSeries {
  const alpha = (step.vectors?.[0]?.[0] ?? 0) ** 2;
  const scale = advance.steps.find(({ opcode }) => opcode === "scaleTangent")?.vectors?.[0]?.[0];
  const total = advance.rows.variances[0] as number;
  // The last step of a shifted activation has √(c²/E[φ²])/2 as its third vector.
  const shift = advance.steps.find(({ opcode }) => opcode.startsWith("affine"))?.vectors?.[2]?.[0];
  const offset = 4 * (shift ?? 0) ** 2 * total;
  const { arcsine, inverseRoot } = arcsineSeries(u.map((value) => alpha * value));
  const outer = (total - offset) / Math.asin(alpha);
  const covariance = arcsine.map((value) => outer * value);
  covariance[0] = (covariance[0] as number) + offset;
  const factor = (4 / Math.PI) * (1 - alpha) * (scale ?? 1) ** 2;
  return { covariance, slope: inverseRoot.map((value) => factor * value) };
}

/**
 * φ(x) = x Φ(x), r = q/(1 + q), v = 1/√(1 − r²u²), A = arcsin ru (from Tsuchida et al. 2021 with equal variances):
 * E[φφ′] = q(r v(1 + (1 − 2r)u²) + uA)/2π + qu/4 and E[φ̇φ̇′] = (r u v((1 − r)²v² + 2(1 − r)) + A)/2π + ¼. For q > 1 one
 * term is negative; its sum with the others is at least (1 − r)² of them, so that few digits are lost.
 */
function gaussianUnit(q: number, u: Float64Array): ActivationSeries {
  const r = q / (1 + q);
  const { arcsine, inverseRoot: v } = arcsineSeries(u.map((value) => r * value));
  const share = q / (2 * Math.PI);
  const covarianceTerms = [
    [share * r, v],
    [share * r * (1 - 2 * r), product(product(u, u), v)],
    [share, product(u, arcsine)],
    [q / 4, u],
  ] as const;
  const uv = product(u, v);
  const slopeTerms = [
    [(r * (1 - r) ** 2) / (2 * Math.PI), product(product(v, v), uv)],
    [(r * (1 - r)) / Math.PI, uv],
    [1 / (2 * Math.PI), arcsine],
  ] as const;
  const slope = combination(slopeTerms, u.length);
  slope[0] = (slope[0] as number) + 0.25;
  return { covariance: combination(covarianceTerms, u.length), slope };
}
