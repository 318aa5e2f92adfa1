import { sinPi } from "./circle.js";
import { polynomial } from "./polynomial.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** From here on Stirling's series serves. */
const LARGE = 10;

/** B₂ₖ/(2k(2k − 1)) of Stirling's series (Abramowitz and Stegun 6.1.41). */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
];

/** What log Γ(x) has beyond (x − ½) log x − x + ½ log 2π, for x ≥ 10. */
export function stirlingRest(x: number): number {
  return polynomial(STIRLING, 1 / (x * x)) / x;
}

/** log Γ(2 + e)/e on [−½, ½], by Chebyshev interpolation in 60-digit arithmetic. */
// prettier-ignore
const NEAR_TWO = [
  0.42278433509846713, 0.3224670334241132, -0.06735230105319814, 0.02058080842778457,
  -0.0073855510286681535, 0.002890510330738737, -0.0011927539120010226, 0.0005096695248853096,
  -0.00022315475074520367, 9.945750909889392e-05, -4.4926351103833334e-05, 2.050726741605779e-05,
  -9.438458716242811e-06, 4.374374916915131e-06, -2.0449201467015115e-06, 9.578663334114758e-07,
  -4.303558760359961e-07, 2.0304806751615227e-07, -1.3412819758517287e-07, 6.379047507619774e-08,
];

const nearTwo = (e: number): number => e * polynomial(NEAR_TWO, e);

/**
 * log|Γ(x)|, relative error a few ulps for x > 0, at its zeros 1 and 2 as well; +∞ at the poles 0, −1, ….
 */
export function logGamma(x: number): number {
  if (x <= 0) return reflected(x);
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  if (x < LARGE) return lowered(x);
  if (x === Infinity) return Infinity;
  return (x - 0.5) * (Math.log(x) - 1) + (HALF_LOG_TWO_PI - 0.5) + stirlingRest(x);
}

/** log Γ(1 + e) for |e| ≤ ½, to the last digits of a small e as well. */
export function logGammaOfOneMore(e: number): number {
  return nearTwo(e) - Math.log1p(e);
}

/** Γ(x) = (x − 1)(x − 2)…Γ(y), 1.5 ≤ y ≤ 2.5. */
function lowered(x: number): number {
  let product = 1;
  let y = x;
  while (y > 2.5) product *= y -= 1;
  return Math.log(product) + nearTwo(y - 2);
}

/** Γ(x)Γ(−x) = −π/(x sin πx) */
function reflected(x: number): number {
  if (Number.isInteger(x) || x === -Infinity) return Infinity;
  return Math.log(Math.PI / Math.abs(x * sinPi(x))) - logGamma(-x);
}
