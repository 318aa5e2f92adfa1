import { arcCosine, arcCosineKernel } from "../dual/arc-cosine.js";
import type { ActivationSeries, SeriesOf } from "./activation-series.js";
import { arcsineSeries } from "./arcsine.js";
import { combination, derivative, integral, product, scaled, withConstant } from "./products.js";

/**
 * φ(x) = a x below 0 and b x above, linear = (a + b)²/4 and kink = (a − b)²:
 * E[φ̇φ̇′] = linear + kink·A/2π with A = arcsin u, E[φφ′] = q(linear·u + kink·B/2π) with B′ = A u′
 * (Cho & Saul 2009, written so that nothing is negative).
 */
export function rectifiedSeries(a: number, b: number): SeriesOf {
  const [linear, kink] = [(a + b) ** 2 / 4, (a - b) ** 2];
  return (q, u, gap) => {
    const { arcsine, slope } = arcsineSeries(u, gap);
    const start = u[0] as number;
    const constant = Math.sqrt(gap * (1 + start)) + start * Math.asin(start);
    const bent = integral(product(slope, arcsine), constant);
    const share = kink / (2 * Math.PI);
    const terms = [
      [q * linear, u],
      [q * share, bent],
    ] as const;
    return {
      covariance: combination(terms, u.length),
      slope: withConstant(scaled(arcsine, share), linear),
    };
  };
}

/**
 * φ(x) = xᵖ above 0: G_p = E[φφ′]/qᵖ has dG_p/du = p² G_{p−1}, and G₀ = ¼ + A/2π (Cho & Saul 2009).
 */
export function rectifiedMonomialSeries(p: number): SeriesOf {
  return (q, u, gap) => {
    const { moment, below } = rectifiedMoment(p, u, gap);
    const slope = p === 0 ? below : scaled(below, p * p * q ** (p - 1));
    return { covariance: scaled(moment, q ** p), slope };
  };
}

/** G_p and G_{p−1}, of which there is none for p = 0. */
function rectifiedMoment(
  p: number,
  u: Float64Array,
  gap: number,
): { moment: Float64Array; below: Float64Array } {
  if (p === 0) {
    const { arcsine } = arcsineSeries(u, gap);
    const moment = withConstant(scaled(arcsine, 1 / (2 * Math.PI)), 0.25);
    return { moment, below: new Float64Array(u.length) };
  }
  const below = rectifiedMoment(p - 1, u, gap).moment;
  const start = arcCosine(p).meanSquare * arcCosineKernel(p)(Math.acos(u[0] as number));
  return { moment: integral(scaled(product(derivative(u), below), p * p), start), below };
}

/** φ(x) = sign x: E[φφ′] = (2/π) arcsin u, and φ̇ = 0 almost everywhere. */
export function signSeries(_q: number, u: Float64Array, gap: number): ActivationSeries {
  const covariance = scaled(arcsineSeries(u, gap).arcsine, 2 / Math.PI);
  return { covariance, slope: new Float64Array(u.length) };
}
