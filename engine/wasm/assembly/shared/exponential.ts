// eˣ and what is made of it: eˣ = 2ⁿ eʳ with whole n and |r| ≤ ½ ln 2.
import { EXP_32, EXP_64, EXP_TERMS_32, EXP_TERMS_64 } from "./function-tables";
import { TANH_32, TANH_64, TANH_TERMS_32, TANH_TERMS_64 } from "./function-tables";
import { madd, nmadd, one, withSign } from "./lanes";
import { logOnePlus } from "./logarithm";
import { coefficient, horner } from "./series";

/**
 * log₂e; ln 2 in two parts, of which the first has trailing zeros so that its product with n is exact
 * without fusing; the range where eˣ is neither 0 nor ∞; from where on eˣ − 1 rounds to −1; below which
 * tanh is a polynomial.
 */
const CONSTANTS_64: usize = memory.data<f64>(
  [1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10, -746, 710, -40, 0.55], 16,
);
const CONSTANTS_32: usize = memory.data<f32>(
  [1.4426950408889634, 0.693359375, -2.12194440e-4, -104, 89, -20, 0.55], 16,
);
const LOG2E = 0, LN2_HIGH = 1, LN2_LOW = 2, LOWEST = 3, HIGHEST = 4, MINUS_ONE_BELOW = 5, SMALL = 6;

// @ts-ignore: decorator
@inline
function constant<T>(index: i32): v128 {
  return coefficient<T>(sizeof<T>() == 8 ? CONSTANTS_64 : CONSTANTS_32, index);
}

/** A whole number in every lane, as integers of the float's width. */
// @ts-ignore: decorator
@inline
function integers<T>(n: v128): v128 {
  if (sizeof<T>() == 4) return i32x4.trunc_sat_f32x4_s(n);
  return i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
}

/** 2ⁿ for integers in the range of normal numbers. */
// @ts-ignore: decorator
@inline
function powerOfTwo<T>(n: v128): v128 {
  return sizeof<T>() == 8
    ? i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52)
    : i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** x·2ⁿ in two steps, to reach subnormal numbers and infinity. */
// @ts-ignore: decorator
@inline
function scaled<T>(x: v128, n: v128): v128 {
  const half = sizeof<T>() == 8 ? i64x2.shr_s(n, 1) : i32x4.shr_s(n, 1);
  const rest = sizeof<T>() == 8 ? i64x2.sub(n, half) : i32x4.sub(n, half);
  return v128.mul<T>(v128.mul<T>(x, powerOfTwo<T>(half)), powerOfTwo<T>(rest));
}

// @ts-ignore: decorator
@inline
export function exponential<T>(x: v128): v128 {
  const clamped = v128.min<T>(v128.max<T>(x, constant<T>(LOWEST)), constant<T>(HIGHEST));
  const n = v128.nearest<T>(v128.mul<T>(clamped, constant<T>(LOG2E)));
  const high = nmadd<T>(n, constant<T>(LN2_HIGH), clamped);
  const r = nmadd<T>(n, constant<T>(LN2_LOW), high);
  const series = sizeof<T>() == 8 ? horner<T>(EXP_64, EXP_TERMS_64, r) : horner<T>(EXP_32, EXP_TERMS_32, r);
  return scaled<T>(series, integers<T>(n));
}

/** eˣ − 1 = 2ⁿ((eʳ − 1) + (1 − 2⁻ⁿ)), with the rounding of r made good. */
// @ts-ignore: decorator
@inline
export function exponentialMinusOne<T>(x: v128): v128 {
  const clamped = v128.min<T>(v128.max<T>(x, constant<T>(MINUS_ONE_BELOW)), constant<T>(HIGHEST));
  const n = v128.nearest<T>(v128.mul<T>(clamped, constant<T>(LOG2E)));
  const high = nmadd<T>(n, constant<T>(LN2_HIGH), clamped);
  const low = v128.mul<T>(n, constant<T>(LN2_LOW));
  const r = v128.sub<T>(high, low);
  const lost = v128.sub<T>(v128.sub<T>(high, r), low);
  // The series of eˣ without its first two terms.
  const rest = sizeof<T>() == 8
    ? horner<T>(EXP_64 + 16, EXP_TERMS_64 - 2, r)
    : horner<T>(EXP_32 + 8, EXP_TERMS_32 - 2, r);
  const p = v128.add<T>(r, madd<T>(v128.mul<T>(r, r), rest, lost));
  const whole = integers<T>(n);
  // From 2¹⁰⁰ on the 1 is not felt.
  const bounded = sizeof<T>() == 8 ? lesser64(whole) : i32x4.min_s(whole, i32x4.splat(100));
  const inverse = powerOfTwo<T>(sizeof<T>() == 8 ? i64x2.neg(bounded) : i32x4.neg(bounded));
  const sum = v128.add<T>(p, v128.sub<T>(one<T>(), inverse));
  const result = scaled<T>(sum, whole);
  return v128.bitselect(x, result, v128.eq<T>(x, v128.splat<T>(<T>0)));
}

// @ts-ignore: decorator
@inline
function lesser64(n: v128): v128 {
  const most = i64x2.splat(100);
  return v128.bitselect(n, most, i64x2.lt_s(n, most));
}

/** tanh x: a polynomial where it is below ½, else 1 − 2/(e²ˣ + 1). */
// @ts-ignore: decorator
@inline
export function hyperbolicTangent<T>(x: v128): v128 {
  const size = v128.abs<T>(x), square = v128.mul<T>(x, x);
  const series = sizeof<T>() == 8
    ? horner<T>(TANH_64, TANH_TERMS_64, square)
    : horner<T>(TANH_32, TANH_TERMS_32, square);
  const near = madd<T>(v128.mul<T>(size, square), series, size);
  const power = exponential<T>(v128.add<T>(size, size));
  const two = v128.splat<T>(<T>2);
  const far = v128.sub<T>(one<T>(), v128.div<T>(two, v128.add<T>(power, one<T>())));
  return withSign<T>(v128.bitselect(near, far, v128.lt<T>(size, constant<T>(SMALL))), x);
}

/** 1/(1 + e⁻ˣ), from the power that does not overflow. */
// @ts-ignore: decorator
@inline
export function logistic<T>(x: v128): v128 {
  const power = exponential<T>(v128.neg<T>(v128.abs<T>(x)));
  const above = v128.ge<T>(x, v128.splat<T>(<T>0));
  const numerator = v128.bitselect(one<T>(), power, above);
  return v128.div<T>(numerator, v128.add<T>(one<T>(), power));
}

/** log(1 + eˣ) = max(x, 0) + log(1 + e^(−|x|)). */
// @ts-ignore: decorator
@inline
export function softPlus<T>(x: v128): v128 {
  const power = exponential<T>(v128.neg<T>(v128.abs<T>(x)));
  return v128.add<T>(v128.max<T>(x, v128.splat<T>(<T>0)), logOnePlus<T>(power));
}
