// The secular equation f(λ) = 1/ρ + Σ zⱼ²/(dⱼ − λ) = 0, d ascending, ρ > 0: the eigenvalues of
// diag(d) + ρ z zᵀ. Roots are kept as distances from their nearest pole, so that every dⱼ − λ has full
// relative accuracy (Gu & Eisenstat 1995; iteration: Li 1993, LAPACK working note 89).
import { madd64 } from "./shared/variant";

const EPSILON: f64 = 2.220446049250313e-16;
const MOST_STEPS: i32 = 100;

// Sums at a point: ψ over the poles up to the root's, φ over those after it, and their derivatives.
const PSI: usize = 0;
const PSI_SLOPE: usize = 8;
const PHI: usize = 16;
const PHI_SLOPE: usize = 24;

/** Σ zⱼ²/(dⱼ − origin − τ) over [from, to), and the sum's derivative, to `sums`. */
function sumPoles(d: usize, z: usize, from: i32, to: i32, origin: f64, tau: f64, sums: usize): void {
  let value = 0.0, slope = 0.0;
  let at = <usize>from << 3, left = to - from;
  const origins = f64x2.splat(origin), taus = f64x2.splat(tau);
  let values = f64x2.splat(0), slopes = values;
  while (left >= 2) {
    const gap = f64x2.sub(f64x2.sub(v128.load(d + at), origins), taus);
    const weight = v128.load(z + at);
    const ratio = f64x2.div(weight, gap);
    values = madd64(weight, ratio, values);
    slopes = madd64(ratio, ratio, slopes);
    at += 16;
    left -= 2;
  }
  if (left > 0) {
    const weight = load<f64>(z + at), ratio = weight / (load<f64>(d + at) - origin - tau);
    value = weight * ratio;
    slope = ratio * ratio;
  }
  store<f64>(sums, value + f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1));
  store<f64>(sums + 8, slope + f64x2.extract_lane(slopes, 0) + f64x2.extract_lane(slopes, 1));
}

/** f(origin + τ); poles before `split` go to ψ. */
// @ts-ignore: decorator
@inline
function evaluate(
  k: i32, d: usize, z: usize, split: i32, origin: f64, tau: f64, inverse: f64, sums: usize,
): f64 {
  sumPoles(d, z, 0, split, origin, tau, sums);
  sumPoles(d, z, split, k, origin, tau, sums + PHI);
  return inverse + load<f64>(sums, PSI) + load<f64>(sums, PHI);
}

/** The least |f| that rounding lets be told from zero. */
// @ts-ignore: decorator
@inline
function noise(tau: f64, inverse: f64, sums: usize): f64 {
  const values = inverse + abs(load<f64>(sums, PSI)) + abs(load<f64>(sums, PHI));
  const slopes = load<f64>(sums, PSI_SLOPE) + load<f64>(sums, PHI_SLOPE);
  return EPSILON * (8 * values + abs(tau) * slopes);
}

/**
 * The step to the root of c + s/(g − η) + S/(G − η), which has f's value and the slopes of ψ and φ at
 * η = 0; g and G are the distances to the two poles.
 */
function rationalStep(f: f64, gap: f64, other: f64, isLast: bool, sums: usize): f64 {
  const psi = load<f64>(sums, PSI_SLOPE), phi = load<f64>(sums, PHI_SLOPE);
  const c = f - gap * psi - other * phi;
  const b = gap * other * f;
  const a = (gap + other) * f - gap * other * (psi + phi);
  const root = sqrt(max(0, a * a - 4 * b * c));
  if (isLast) return a >= 0 ? (a + root) / (2 * abs(c)) : (2 * b) / (a - root);
  return a <= 0 ? (a - root) / (2 * c) : (2 * b) / (a + root);
}

/** Between two bounds of one sign: their geometric mean when they are far apart. */
// @ts-ignore: decorator
@inline
function between(low: f64, high: f64): f64 {
  if (low > 0 && high > 4 * low) return sqrt(low) * sqrt(high);
  if (high < 0 && low < 4 * high) return -sqrt(-low) * sqrt(-high);
  return 0.5 * (low + high);
}

/** The root nearest above d_i: τ from the origin, the pole whose index goes to `nearest`. */
function solveRoot(k: i32, i: i32, d: usize, z: usize, rho: f64, sums: usize, nearest: usize): f64 {
  store<i32>(nearest, 0);
  if (k == 1) return rho * load<f64>(z) ** 2;
  const isLast = i == k - 1;
  const inverse = 1 / rho;
  const pole = load<f64>(d + (<usize>i << 3));
  let norm = 0.0;
  if (isLast) for (let j = 0; j < k; j++) norm += load<f64>(z + (<usize>j << 3)) ** 2;
  const width = isLast ? rho * norm : load<f64>(d + (<usize>(i + 1) << 3)) - pole;
  const split = isLast ? k - 1 : i + 1;
  let tau = 0.5 * width;
  let f = evaluate(k, d, z, split, pole, tau, inverse, sums);
  const isRight = !isLast && f < 0;
  const index = isRight ? i + 1 : i;
  store<i32>(nearest, index);
  const origin = load<f64>(d + (<usize>index << 3));
  let low = isRight ? -0.5 * width : isLast && f < 0 ? tau : 0;
  let high = isRight ? 0 : isLast && f < 0 ? width : tau;
  if (isRight) {
    tau = -0.5 * width;
    f = evaluate(k, d, z, split, origin, tau, inverse, sums);
  }
  const left = load<f64>(d + (<usize>(isLast ? k - 2 : i) << 3)) - origin;
  const right = load<f64>(d + (<usize>(isLast ? i : i + 1) << 3)) - origin;
  let last = Infinity;
  for (let step = 0; step < MOST_STEPS; step++) {
    if (abs(f) <= noise(tau, inverse, sums)) break;
    if (f < 0) low = max(low, tau);
    else high = min(high, tau);
    let next = tau + rationalStep(f, left - tau, right - tau, isLast, sums);
    // A poor step, or one that leaves the bracket, gives way to bisection.
    const isPoor = step % 3 == 2 && abs(f) > 0.1 * last;
    if (!(next > low && next < high) || isPoor) next = between(low, high);
    if (next == tau || next == low || next == high) break;
    if (step % 3 == 0) last = abs(f);
    tau = next;
    f = evaluate(k, d, z, split, origin, tau, inverse, sums);
  }
  return tau;
}

/**
 * Roots [from, to): λ to `roots`, and row i of `gaps` the differences dⱼ − λᵢ. `work`: 64 bytes.
 */
export function secularRoots(
  from: i32, to: i32, k: i32, d: usize, z: usize, rho: f64, roots: usize,
  gaps: usize, stride: usize, work: usize,
): void {
  for (let i = from; i < to; i++) {
    const tau = solveRoot(k, i, d, z, rho, work, work + 32);
    const origin = load<f64>(d + (<usize>load<i32>(work + 32) << 3));
    store<f64>(roots + (<usize>i << 3), origin + tau);
    const row = gaps + <usize>i * stride;
    for (let j = 0; j < k; j++) {
      const at = <usize>j << 3;
      store<f64>(row + at, load<f64>(d + at) - origin - tau);
    }
  }
}

/**
 * Gu and Eisenstat's weights for poles [from, to): those of which the computed roots are the exact
 * ones, ẑⱼ² = Π_i (λᵢ − dⱼ) / Π_{i≠j} (dᵢ − dⱼ), with the signs of z.
 */
export function secularWeights(
  from: i32, to: i32, k: i32, d: usize, z: usize, gaps: usize, stride: usize, weights: usize,
): void {
  for (let j = from; j < to; j++) store<f64>(weights + (<usize>j << 3), -1);
  for (let i = 0; i < k; i++) {
    const row = gaps + <usize>i * stride;
    const pole = load<f64>(d + (<usize>i << 3));
    for (let j = from; j < to; j++) {
      const at = <usize>j << 3, weight = weights + at;
      const ratio = j == i ? load<f64>(row + at) : load<f64>(row + at) / (load<f64>(d + at) - pole);
      store<f64>(weight, load<f64>(weight) * ratio);
    }
  }
  for (let j = from; j < to; j++) {
    const at = <usize>j << 3;
    const size = sqrt(abs(load<f64>(weights + at)));
    store<f64>(weights + at, load<f64>(z + at) < 0 ? -size : size);
  }
}

/**
 * Unit eigenvectors ẑⱼ/(dⱼ − λᵢ) for roots [from, to), in rows; `order` says which pole stands in each
 * column.
 */
export function secularVectors(
  from: i32, to: i32, k: i32, weights: usize, order: usize, gaps: usize, vectors: usize, stride: usize,
): void {
  for (let i = from; i < to; i++) {
    const row = gaps + <usize>i * stride, vector = vectors + <usize>i * stride;
    let square = 0.0;
    for (let j = 0; j < k; j++) {
      const at = <usize>j << 3;
      const value = load<f64>(weights + at) / load<f64>(row + at);
      store<f64>(row + at, value);
      square += value * value;
    }
    const scale = 1 / sqrt(square);
    for (let g = 0; g < k; g++) {
      const from = row + (<usize>load<i32>(order + (<usize>g << 2)) << 3);
      store<f64>(vector + (<usize>g << 3), scale * load<f64>(from));
    }
  }
}
