// Generates shared/erf-table.ts: polynomials for the error function, worked out at build time.
//
// |x| ≤ 1: erf x = x · S(x²), the Taylor series (Abramowitz and Stegun 7.1.5): terms of alternating
// sign of which the first is the largest. |x| ≥ 1: erf x = sign x · (1 − e^(−x²) G(t)) with
// G = e^(x²) erfc x as a polynomial in t = (x − 3)/(x + 3) ∈ [−½, ⅓], x ≤ 6, by Chebyshev interpolation
// (the substitution of Schonfelder 1978, which makes G smooth up to infinity).
import {
  interpolation,
  ONE,
  over,
  PI,
  squareRoot,
  table,
  times,
  toNumber,
} from "./fixed-point.mjs";

/** Terms of S: the first one left out is below 2⁻⁵⁷ at x = 1. */
const SERIES_TERMS = 20;
/** Nodes of G: the interpolation error is below 2⁻⁵⁵ (accuracy is tested on the compiled code). */
const NODES = 20;
/** Nodes of G where erfc itself is asked for, and terms of the continued fraction from 4 on. */
const COMPLEMENT_NODES = 30;
const FRACTION_TERMS = 400n;

const TWO_OVER_ROOT_PI = over(2n * ONE, squareRoot(PI));

function exponential(/** @type {bigint} */ x) {
  let [term, sum] = [ONE, ONE];
  for (let k = 1n; term !== 0n; k++) {
    term = times(term, x) / k;
    sum += term;
  }
  return sum;
}

/** e^(x²) erfc x = e^(x²) − 2/√π Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!!  (7.1.6). */
function scaledErfc(/** @type {bigint} */ x) {
  const square = times(x, x);
  let [term, sum] = [x, x];
  for (let n = 1n; term !== 0n; n++) {
    term = (2n * times(term, square)) / (2n * n + 1n);
    sum += term;
  }
  return exponential(square) - times(TWO_OVER_ROOT_PI, sum);
}

function seriesCoefficients() {
  let factorial = 1n;
  return Array.from({ length: SERIES_TERMS }, (_, index) => {
    const n = BigInt(index);
    if (n > 0n) factorial *= -n;
    return toNumber(TWO_OVER_ROOT_PI / (factorial * (2n * n + 1n)));
  });
}

function tailCoefficients() {
  const interval = { first: -0.5, last: 1 / 3, nodes: NODES };
  return interpolation((t) => scaledErfc(over(3n * (ONE + t), ONE - t)), interval);
}

/**
 * The same beyond 3, where that difference cancels, by the continued fraction (7.1.14)
 * √π e^(x²) erfc x = 1/(x + ½/(x + 1/(x + (3/2)/(x + …)))): its convergents close in.
 */
function fractionErfc(/** @type {bigint} */ x) {
  let bottom = x;
  for (let k = FRACTION_TERMS; k > 0n; k--) bottom = x + over((k * ONE) / 2n, bottom);
  return over(ONE, times(squareRoot(PI), bottom));
}

/** (x + 3) e^(x²) erfc x, which changes little, for erfc from 0.8 up to where it vanishes, at 27.3. */
function complementCoefficients() {
  const interval = { first: (0.8 - 3) / (0.8 + 3), last: (27.3 - 3) / (27.3 + 3) };
  const scaled = (/** @type {bigint} */ x) => (x < 4n * ONE ? scaledErfc(x) : fractionErfc(x));
  const atT = (/** @type {bigint} */ t) => {
    const x = over(3n * (ONE + t), ONE - t);
    return times(x + 3n * ONE, scaled(x));
  };
  return interpolation(atT, { ...interval, nodes: COMPLEMENT_NODES });
}

/** The text of shared/erf-table.ts. */
export function generateErfTable() {
  return [
    table("ERF_SERIES", seriesCoefficients()),
    `export const ERF_SERIES_TERMS: i32 = ${SERIES_TERMS};\n`,
    table("ERF_TAIL", tailCoefficients()),
    `export const ERF_TAIL_TERMS: i32 = ${NODES};\n`,
    table("ERFC_TAIL", complementCoefficients()),
    `export const ERFC_TAIL_TERMS: i32 = ${COMPLEMENT_NODES};\n`,
  ].join("");
}
