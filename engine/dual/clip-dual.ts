import { abs, add, div, maximum, minimum, mul, neg, sub } from "../array/arithmetic.js";
import { greater, less } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { exp, sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import type { Dual } from "../kernel/dual.js";
import { erf, erfc, normalCdf } from "../special/error-functions.js";
import { conditionalVariance, density, regression } from "./conditional.js";
import { numerically, type NumericFunction } from "./numeric-function.js";
import { sectorPoints } from "./sectors.js";

/**
 * The dual of φ(x) = x between −1 and 1, ±1 beyond. Its moments are integrals along the angle; their derivatives are
 * moments (Price 1958) with φ̈ = δ(x + 1) − δ(x − 1), which have closed forms.
 */
export const clipDual: Dual = {
  pairs: ({ k, q, q2 }) => ({
    nngp: numerically(value, k, q, q2),
    slope: numerically(slope, k, q, q2),
  }),
  own: (q) => {
    const positive = greater(q, 0);
    const safe = where(positive, q, 1);
    const bound = div(Math.SQRT1_2, sqrt(safe));
    const [inside, outside] = [erf(bound), erfc(bound)];
    // E[φ²] = q erf(b/√2) − 2 q N(1; q) + erfc(b/√2), b = 1/√q
    const square = add(mul(safe, sub(inside, mul(density(1, safe), 2))), outside);
    return { nngp: where(positive, square, 0), slope: where(positive, inside, 1) };
  },
};

/** E[φφ′] */
const value: NumericFunction = {
  values: ([k = NONE, q = NONE, q2 = NONE]) => alongAngle(k, q, q2, ({ product }) => product),
  partials: [
    (k: NDArray, q: NDArray, q2: NDArray) => numerically(slope, k, q, q2),
    (k: NDArray, q: NDArray, q2: NDArray) => valueByVariance(k, q, q2),
    (k: NDArray, q: NDArray, q2: NDArray) => valueByVariance(k, q2, q),
  ],
};

/** E[φ̇φ̇′] */
const slope: NumericFunction = {
  values: ([k = NONE, q = NONE, q2 = NONE]) =>
    alongAngle(k, q, q2, ({ probability }) => probability),
  partials: [
    (k: NDArray, q: NDArray, q2: NDArray) => slopeByCovariance(k, q, q2),
    (k: NDArray, q: NDArray, q2: NDArray) => slopeByVariance(k, q, q2),
    (k: NDArray, q: NDArray, q2: NDArray) => slopeByVariance(k, q2, q),
  ],
};

const NONE = new Float64Array();

/** ½ E[φ̈φ′] = −E[δ(u − 1) φ(u′)], as φ is odd. */
function valueByVariance(k: NDArray, q: NDArray, q2: NDArray): NDArray {
  const { mean, variance, scale, from, to } = conditional(k, q, q2);
  const [low, high] = [normalCdf(from), normalCdf(to)];
  const flat = sub(sub(1, high), low);
  const steep = add(mul(mean, sub(high, low)), mul(scale, sub(normal(from), normal(to))));
  const known = maximum(minimum(mean, 1), -1);
  return mul(neg(density(1, q)), where(greater(variance, 0), add(flat, steep), known));
}

/** E[φ̈φ̈′] = 2 p(1, 1) − 2 p(1, −1) */
function slopeByCovariance(k: NDArray, q: NDArray, q2: NDArray): NDArray {
  const { mean, variance } = conditional(k, q, q2);
  const there = sub(density(sub(1, mean), variance), density(add(mean, 1), variance));
  return mul(mul(density(1, q), 2), there);
}

/** ½ E[φ⃛φ̇′] = d/dx p(x) P(|u′| < 1 | u = x) at x = 1 */
function slopeByVariance(k: NDArray, q: NDArray, q2: NDArray): NDArray {
  const { mean, variance, from, to } = conditional(k, q, q2);
  const inside = where(
    greater(variance, 0),
    sub(normalCdf(to), normalCdf(from)),
    mul(add(isBelow(mean, 1 - ROUNDING), isBelow(mean, 1 + ROUNDING)), 0.5),
  );
  const change = sub(density(add(mean, 1), variance), density(sub(1, mean), variance));
  const positive = greater(q, 0);
  const byPlace = where(positive, div(inside, where(positive, q, 1)), 0);
  return mul(density(1, q), sub(mul(regression(k, q), change), byPlace));
}

/** Of equal rows u′ is u = 1 itself, but for roundings, and as often inside as outside. */
const ROUNDING = 1e-14;

function isBelow(mean: NDArray, bound: number): NDArray {
  return less(abs(mean), bound).astype(mean.dtype);
}

/** u′ where u = 1, and the bounds −1 and 1 in units of its deviation. */
function conditional(k: NDArray, q: NDArray, q2: NDArray) {
  const mean = regression(k, q);
  const variance = conditionalVariance(k, q, q2);
  const scale = sqrt(where(greater(variance, 0), variance, 1));
  return { mean, variance, scale, from: div(sub(-1, mean), scale), to: div(sub(1, mean), scale) };
}

function normal(z: NDArray): NDArray {
  return exp(mul(mul(z, z), -0.5)).mul(1 / Math.sqrt(2 * Math.PI));
}

interface Sums {
  /** E[φφ′] */
  readonly product: number;
  /** E[φ̇φ̇′] */
  readonly probability: number;
}

/**
 * From independence to the pair's covariance along t = √(q q′) sin α: dE[φ̇φ̇′]/dα is (E₊ − E₋)/π with
 * E± = exp(−[(b ∓ b′)² + 2bb′(1 − sin α)]/2cos²α) up to the sign of the last term, b = 1/√q.
 */
function alongAngle(
  k: Float64Array,
  q: Float64Array,
  q2: Float64Array,
  pick: (sums: Sums) => number,
): Float64Array {
  const inside = (variances: Float64Array) =>
    erf(variances.map((variance) => Math.SQRT1_2 / Math.sqrt(variance))).data;
  const [own, other] = [inside(q), inside(q2)];
  return k.map((covariance, pair) => {
    const base = Number(own[pair]) * Number(other[pair]);
    return pick(sums(covariance, [q[pair] ?? 0, q2[pair] ?? 0], base));
  });
}

/** exp(−1/x²) at the end narrows the strip in which the rule's integrand is small: its step must be that of a layer. */
const SHARPNESS = 1e3;

function sums(k: number, variances: readonly [number, number], base: number): Sums {
  if (k === 0) return { product: 0, probability: base };
  const norm = Math.sqrt(variances[0] * variances[1]);
  const [b, b2] = [1 / Math.sqrt(variances[0]), 1 / Math.sqrt(variances[1])];
  const c = Math.min(1, Math.abs(k) / norm);
  const [start, end] = [Math.acos(c), Math.asin(c)];
  let [probability, deficit] = [base, 0];
  for (const { other, weight } of sectorPoints(end, Math.max(SHARPNESS, b, b2, 1 / b, 1 / b2))) {
    // Up to π/2 there is still this much; cos α and 1 − sin α without cancellation.
    const left = start + Math.asin(other);
    const [cosine, short] = [Math.sin(left), 2 * Math.sin(left / 2) ** 2];
    const near = ((b - b2) ** 2 + 2 * b * b2 * short) / (2 * cosine * cosine);
    const far = ((b + b2) ** 2 - 2 * b * b2 * short) / (2 * cosine * cosine);
    const change = (weight * (Math.exp(-near) - Math.exp(-far))) / Math.PI;
    probability += change;
    deficit += change * (c - Math.cos(left));
  }
  const product = Math.sign(k) * (Math.abs(k) * base + deficit * norm);
  return { product, probability };
}
