// log u = k·ln 2 + log(1 + f) with u = 2ᵏ(1 + f), √½ ≤ 1 + f < √2. With s = f/(2 + f):
//   log(1 + f) = 2s + s·R,  R = 2/3 s² + 2/5 s⁴ + …,  arranged as f − (½f² − s(½f² + R)),
// which keeps the largest term exact (FreeBSD's e_log.c has this arrangement).
import { LOG_32, LOG_64, LOG_TERMS_32, LOG_TERMS_64 } from "./function-tables";
import { half, madd, one } from "./lanes";
import { coefficient, hornerInPairs } from "./series";

/** ln 2 in two parts, the first with trailing zeros; the smallest normal number; 2⁵⁴ (2²⁵), its exponent. */
const CONSTANTS_64: usize = memory.data<f64>(
  [0.6931471803691238, 1.9082149292705877e-10, 2.2250738585072014e-308, 18014398509481984, 54], 16,
);
const CONSTANTS_32: usize = memory.data<f32>(
  [0.69313812256, 9.0580006145e-6, 1.1754943508222875e-38, 33554432, 25], 16,
);
const LN2_HIGH = 0, LN2_LOW = 1, NORMAL = 2, LIFT = 3, LIFTED = 4;

/** The bits of √½, and those of sign and exponent. */
const BITS_64: usize = memory.data<u64>([0x3fe6a09e667f3bcd, 0xfff0000000000000], 16);
const BITS_32: usize = memory.data<u32>([0x3f3504f3, 0xff800000], 16);
const ROOT = 0, EXPONENT = 1;

// @ts-ignore: decorator
@inline
function constant<T>(index: i32): v128 {
  return coefficient<T>(sizeof<T>() == 8 ? CONSTANTS_64 : CONSTANTS_32, index);
}

// @ts-ignore: decorator
@inline
function bits<T>(index: i32): v128 {
  return coefficient<T>(sizeof<T>() == 8 ? BITS_64 : BITS_32, index);
}

// @ts-ignore: decorator
@inline
function minusBits<T>(u: v128, v: v128): v128 {
  return sizeof<T>() == 8 ? i64x2.sub(u, v) : i32x4.sub(u, v);
}

/** The k whose bits stand where a float has its exponent's. */
// @ts-ignore: decorator
@inline
function exponents<T>(field: v128): v128 {
  if (sizeof<T>() == 4) return f32x4.convert_i32x4_s(i32x4.shr_s(field, 23));
  return f64x2.convert_low_i32x4_s(i32x4.shr_s(v128.shuffle<i32>(field, field, 1, 3, 1, 3), 20));
}

/** log u + tail; where k = 0, f is `near`, which may have more digits than u − 1. */
// @ts-ignore: decorator
@inline
function logarithmOf<T>(u: v128, tail: v128, near: v128): v128 {
  const zero = v128.splat<T>(<T>0);
  const tiny = v128.lt<T>(u, constant<T>(NORMAL));
  const lifted = v128.bitselect(v128.mul<T>(u, constant<T>(LIFT)), u, tiny);
  // Of u = 2ᵏm: what is above √½ by, in bits, has k in the place of the exponent.
  const field = v128.and(minusBits<T>(lifted, bits<T>(ROOT)), bits<T>(EXPONENT));
  const m = minusBits<T>(lifted, field);
  const k = v128.sub<T>(exponents<T>(field), v128.and(constant<T>(LIFTED), tiny));
  const isNear = v128.eq<T>(k, zero);
  const f = v128.bitselect(near, v128.sub<T>(m, one<T>()), isNear);
  const rest = v128.andnot(tail, isNear);
  const s = v128.div<T>(f, v128.add<T>(f, v128.splat<T>(<T>2)));
  const z = v128.mul<T>(s, s);
  const series = sizeof<T>() == 8 ? hornerInPairs<T>(LOG_64, LOG_TERMS_64, z) : hornerInPairs<T>(LOG_32, LOG_TERMS_32, z);
  const square = v128.mul<T>(half<T>(), v128.mul<T>(f, f));
  const low = madd<T>(k, constant<T>(LN2_LOW), rest);
  const curved = v128.sub<T>(square, madd<T>(s, madd<T>(z, series, square), low));
  const result = v128.sub<T>(v128.mul<T>(k, constant<T>(LN2_HIGH)), v128.sub<T>(curved, f));
  return withLimits<T>(result, u);
}

/** ∞ at ∞, −∞ at 0, NaN below and at NaN. */
// @ts-ignore: decorator
@inline
function withLimits<T>(result: v128, u: v128): v128 {
  const zero = v128.splat<T>(<T>0);
  const infinity = v128.splat<T>(<T>Infinity);
  let limited = v128.bitselect(infinity, result, v128.eq<T>(u, infinity));
  limited = v128.bitselect(v128.neg<T>(infinity), limited, v128.eq<T>(u, zero));
  return v128.bitselect(limited, v128.splat<T>(<T>NaN), v128.ge<T>(u, zero));
}

// @ts-ignore: decorator
@inline
export function logarithm<T>(x: v128): v128 {
  return logarithmOf<T>(x, v128.splat<T>(<T>0), v128.sub<T>(x, one<T>()));
}

/** log(1 + x) = log u + (1 + x − u)/u with u = 1 + x rounded. */
// @ts-ignore: decorator
@inline
export function logOnePlus<T>(x: v128): v128 {
  const u = v128.add<T>(one<T>(), x);
  const fromX = v128.sub<T>(x, v128.sub<T>(u, one<T>()));
  const fromOne = v128.sub<T>(one<T>(), v128.sub<T>(u, x));
  const lost = v128.bitselect(fromOne, fromX, v128.ge<T>(x, one<T>()));
  const result = logarithmOf<T>(u, v128.div<T>(lost, u), x);
  return v128.bitselect(x, result, v128.eq<T>(x, v128.splat<T>(<T>0)));
}
