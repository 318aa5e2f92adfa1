// What is known of u′ where u has a value, for Gaussian pairs of covariance k and variances q, q′.
import { div, mul, sub } from "../array/arithmetic.js";
import { greater } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { exp, sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";

/** The density of N(0, v) at x; 0 where v is not positive. */
export function density(x: number | NDArray, v: NDArray): NDArray {
  const positive = greater(v, 0);
  const safe = where(positive, v, 1);
  const inside = exp(div(mul(mul(x, x), -0.5), safe));
  return where(positive, div(inside, sqrt(mul(safe, 2 * Math.PI))), 0);
}

/** The slope k/q of E[u′] in u, 0 for a variable that is always 0. */
export function regression(k: NDArray, q: NDArray): NDArray {
  const positive = greater(q, 0);
  return where(positive, div(k, where(positive, q, 1)), 0);
}

/**
 * What is left of the variance of u′: q′ (1 − c²), whose bracket is the same number for q and q′ exchanged. Of nearly parallel
 * pairs it has half its digits, but the derivatives by k, q and q′, which cancel, all have the same error.
 */
export function conditionalVariance(k: NDArray, q: NDArray, q2: NDArray): NDArray {
  return mul(q2, sub(1, mul(regression(k, q), regression(k, q2))));
}
