import { derivative, integral, product } from "./products.js";

/** Power series of arcsin u and of what belongs to it, for u with coefficients that are never negative. */
export interface ArcsineSeries {
  /** 1/√(1 − u²) */
  readonly inverseRoot: Float64Array;
  /** arcsin u */
  readonly arcsine: Float64Array;
  /** u′ */
  readonly slope: Float64Array;
}

/**
 * (arcsin u)′ = u′/√(1 − u²)
 *
 * @param gap - 1 − u(0): near 0 it decides how far the series reaches, and must not be a difference
 */
export function arcsineSeries(u: Float64Array, gap = 1 - (u[0] as number)): ArcsineSeries {
  const inverseRoot = inverseRootSeries(product(u, u), gap * (1 + (u[0] as number)));
  const slope = derivative(u);
  const arcsine = integral(product(slope, inverseRoot), Math.asin(u[0] as number));
  return { inverseRoot, arcsine, slope };
}

/**
 * v = (1 − w)^(−½) from (1 − w)v′ = ½w′v, rest = 1 − w₀: n(1 − w₀)vₙ = Σ_{j=1..n} (½j + n − j) w_j v_{n−j}, in which no term
 * is negative.
 */
function inverseRootSeries(w: Float64Array, rest: number): Float64Array {
  const v = new Float64Array(w.length);
  v[0] = 1 / Math.sqrt(rest);
  for (let n = 1; n < w.length; n++) {
    let sum = 0;
    for (let j = 1; j <= n; j++) sum += (n - j / 2) * (w[j] as number) * (v[n - j] as number);
    v[n] = sum / (n * rest);
  }
  return v;
}
