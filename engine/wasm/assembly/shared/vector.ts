// Vectors of doubles: what Householder methods are made of. Lengths are in elements; sums run over four
// accumulators of two lanes each, in an order that depends on the length alone.
import { madd64 } from "./variant";

// @ts-ignore: decorator
@inline
function sumOf(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Σ xᵢ yᵢ */
export function dot(x: usize, y: usize, length: i32): f64 {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  let left = length;
  while (left >= 8) {
    s0 = madd64(v128.load(x), v128.load(y), s0);
    s1 = madd64(v128.load(x, 16), v128.load(y, 16), s1);
    s2 = madd64(v128.load(x, 32), v128.load(y, 32), s2);
    s3 = madd64(v128.load(x, 48), v128.load(y, 48), s3);
    x += 64;
    y += 64;
    left -= 8;
  }
  let sum = sumOf(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  while (left > 0) {
    sum += load<f64>(x) * load<f64>(y);
    x += 8;
    y += 8;
    left -= 1;
  }
  return sum;
}

/** y += a x */
export function axpy(a: f64, x: usize, y: usize, length: i32): void {
  const factor = f64x2.splat(a);
  let left = length;
  while (left >= 2) {
    v128.store(y, madd64(factor, v128.load(x), v128.load(y)));
    x += 16;
    y += 16;
    left -= 2;
  }
  if (left > 0) store<f64>(y, load<f64>(y) + a * load<f64>(x));
}

/** z += a x + b y */
export function axpy2(a: f64, x: usize, b: f64, y: usize, z: usize, length: i32): void {
  const first = f64x2.splat(a), second = f64x2.splat(b);
  let left = length;
  while (left >= 2) {
    const sum = madd64(first, v128.load(x), v128.load(z));
    v128.store(z, madd64(second, v128.load(y), sum));
    x += 16;
    y += 16;
    z += 16;
    left -= 2;
  }
  if (left > 0) store<f64>(z, load<f64>(z) + a * load<f64>(x) + b * load<f64>(y));
}

/** x *= a */
export function scale(a: f64, x: usize, length: i32): void {
  const factor = f64x2.splat(a);
  let left = length;
  while (left >= 2) {
    v128.store(x, f64x2.mul(factor, v128.load(x)));
    x += 16;
    left -= 2;
  }
  if (left > 0) store<f64>(x, a * load<f64>(x));
}

/**
 * Turns x into a reflector: (I − τ v vᵀ) x = β e₁ with v₁ = 1, and returns τ; v replaces x and β goes to
 * `beta`. β has the sign opposite to x₁, so that nothing cancels (Golub & Van Loan 2013, §5.1).
 */
export function reflect(x: usize, length: i32, beta: usize): f64 {
  const first = load<f64>(x);
  const rest = dot(x + 8, x + 8, length - 1);
  store<f64>(x, 1);
  if (rest == 0) {
    store<f64>(beta, first);
    memory.fill(x + 8, 0, <usize>(length - 1) << 3);
    return 0;
  }
  const norm = sqrt(first * first + rest);
  const target = first > 0 ? -norm : norm;
  scale(1 / (first - target), x + 8, length - 1);
  store<f64>(beta, target);
  return (target - first) / target;
}
