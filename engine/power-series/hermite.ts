import type { SeriesOf } from "./activation-series.js";
import { compose } from "./compose.js";

/** r_l = E[φ(√q z) h_l(z)], l = 0 … terms, of the normalised Hermite polynomials and z ~ N(0, 1). */
export type HermiteTerms = (q: number, terms: number) => Float64Array;

/** Of how many degrees more than needed on average are taken. */
const SPARE = 1.3;
const MOST_DEGREES = 65_536;

/** Mehler's formula: E[φφ′] = Σ r_l² uˡ and E[φ̇φ̇′] = Σ l r_l² uˡ⁻¹/q. */
export function hermiteSeries(termsOf: HermiteTerms): SeriesOf {
  return (q, u) => {
    const squares = termsOf(q, degreesFor(u)).map((r) => r * r);
    const slopes = squares.slice(1).map((square, l) => ((l + 1) * square) / q);
    return { covariance: compose(squares, u), slope: compose(slopes, u) };
  };
}

/**
 * Degrees up to which uˡ has a share in the coefficients that u has. Those of uˡ lie about l·u′(1), none below l where
 * u(0) = 0.
 */
function degreesFor(u: Float64Array): number {
  if (u[0] === 0) return u.length;
  const rate = u.reduce((sum, value, p) => sum + p * value, 0);
  return Math.min(MOST_DEGREES, Math.max(u.length, Math.ceil((SPARE * u.length) / rate) + 64));
}
