import type { SeriesOf } from "./activation-series.js";
import { arcsineSeries } from "./arcsine.js";
import { combination, product, scaled, withConstant } from "./products.js";

/**
 * φ(x) = a erf(bx) + c, α = 2b²q/(1 + 2b²q): E[φφ′] = a²(2/π) arcsin αu + c² and
 * E[φ̇φ̇′] = (4/π)a²b²(1 − α)/√(1 − α²u²) (Williams 1997).
 */
export function errorFunctionSeries(a: number, b: number, c: number): SeriesOf {
  return (q, u) => {
    const inner = 2 * b * b * q;
    const { arcsine, inverseRoot } = arcsineSeries(scaled(u, inner / (1 + inner)));
    return {
      covariance: withConstant(scaled(arcsine, (a * a * 2) / Math.PI), c * c),
      slope: scaled(inverseRoot, (4 * a * a * b * b) / (Math.PI * (1 + inner))),
    };
  };
}

/**
 * φ(x) = x Φ(x), r = q/(1 + q), v = 1/√(1 − r²u²), A = arcsin ru (from Tsuchida et al. 2021 with equal variances):
 * E[φφ′] = q(r v(1 + (1 − 2r)u²) + uA)/2π + qu/4 and E[φ̇φ̇′] = (r u v((1 − r)²v² + 2(1 − r)) + A)/2π + ¼. For q > 1 one
 * term is negative; its sum with the others is at least (1 − r)² of them, so that few digits are lost.
 */
export const gaussianUnitSeries: SeriesOf = (q, u) => {
  const r = q / (1 + q);
  const { arcsine, inverseRoot: v } = arcsineSeries(scaled(u, r));
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
  return {
    covariance: combination(covarianceTerms, u.length),
    slope: withConstant(combination(slopeTerms, u.length), 0.25),
  };
};
