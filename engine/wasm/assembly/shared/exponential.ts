// eˣ and what is made of it: eˣ = 2ⁿ eʳ with whole n and |r| ≤ ½ ln 2.
import { EXP_32, EXP_64, EXP_TERMS_32, EXP_TERMS_64 } from "./function-tables";
import { TANH_32, TANH_64, TANH_TERMS_32, TANH_TERMS_64 } from "./function-tables";
import { madd, nmadd, one, withSign } from "./lanes";
import { logOnePlus } from "./logarithm";
import { coefficient, hornerInPairs } from "./series";

/**
 * log₂e; ln 2 in two parts, of which the first has trailing zeros so that its product with n is exact
 * without fusing; the range where eˣ is neither 0 nor ∞; from where on eˣ − 1 rounds to −1; 1.5·2⁵²
 * (1.5·2²³); from where on 2ⁿ − 1 rounds to 2ⁿ by far; below which
 * tanh is a polynomial; from which on 1 − 2/(eˣ + 1) rounds to 1.
 */
const CONSTANTS_64: usize = memory.data<f64>(
  [1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10, -746, 710, -40, 6755399441055744, 100, 0.55, 40], 16,
);
const CONSTANTS_32: usize = memory.data<f32>(
  [1.4426950408889634, 0.693359375, -2.12194440e-4, -104, 89, -20, 12582912, 100, 0.55, 40], 16,
);
const LOG2E = 0, LN2_HIGH = 1, LN2_LOW = 2, LOWEST = 3, HIGHEST = 4, MINUS_ONE_BELOW = 5, ROUNDING = 6;
const ONE_BELOW = 7, SMALL = 8, LEVEL = 9;

// @ts-ignore: decorator
@inline
function constant<T>(index: i32): v128 {
  return coefficient<T>(sizeof<T>() == 8 ? CONSTANTS_64 : CONSTANTS_32, index);
}

/** x between two constants; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function clamped<T>(x: v128, lowest: i32, highest: i32): v128 {
  return v128.pmin<T>(v128.pmax<T>(x, constant<T>(lowest)), constant<T>(highest));
}

/**
 * n + 1.5·2⁵² for the whole number n next to x log₂e: the sum's last bits are n's as an integer, and its
 * rounding is that to whole numbers. Single precision: 1.5·2²³.
 */
// @ts-ignore: decorator
@inline
function lifted<T>(x: v128): v128 {
  return madd<T>(x, constant<T>(LOG2E), constant<T>(ROUNDING));
}

/** 2ⁿ in the range of normal numbers, from an integer that ends in n's bits. */
// @ts-ignore: decorator
@inline
function powerOfTwo<T>(n: v128): v128 {
  return sizeof<T>() == 8
    ? i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52)
    : i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** x·2ⁿ in two steps, to reach subnormal numbers and infinity, from n lifted. */
// @ts-ignore: decorator
@inline
function scaled<T>(x: v128, n: v128): v128 {
  const half = i32x4.shr_s(n, 1);
  const rest = sizeof<T>() == 8 ? i64x2.sub(n, half) : i32x4.sub(n, half);
  return v128.mul<T>(v128.mul<T>(x, powerOfTwo<T>(half)), powerOfTwo<T>(rest));
}

/** eʳ with r = x − n ln 2, from n lifted. */
// @ts-ignore: decorator
@inline
function remainingPower<T>(x: v128, n: v128): v128 {
  const whole = v128.sub<T>(n, constant<T>(ROUNDING));
  const high = nmadd<T>(whole, constant<T>(LN2_HIGH), x);
  const r = nmadd<T>(whole, constant<T>(LN2_LOW), high);
  return sizeof<T>() == 8 ? hornerInPairs<T>(EXP_64, EXP_TERMS_64, r) : hornerInPairs<T>(EXP_32, EXP_TERMS_32, r);
}

// @ts-ignore: decorator
@inline
export function exponential<T>(x: v128): v128 {
  const bounded = clamped<T>(x, LOWEST, HIGHEST);
  const n = lifted<T>(bounded);
  return scaled<T>(remainingPower<T>(bounded, n), n);
}

/** e^min(x, 40) of x from 0, whose scaling needs one step. */
// @ts-ignore: decorator
@inline
function moderatePower<T>(x: v128): v128 {
  const bounded = v128.pmin<T>(x, constant<T>(LEVEL));
  const n = lifted<T>(bounded);
  return v128.mul<T>(remainingPower<T>(bounded, n), powerOfTwo<T>(n));
}

/** eˣ − 1 = 2ⁿ((eʳ − 1) + (1 − 2⁻ⁿ)), with the rounding of r made good. */
// @ts-ignore: decorator
@inline
export function exponentialMinusOne<T>(x: v128): v128 {
  const bounded = clamped<T>(x, MINUS_ONE_BELOW, HIGHEST);
  const n = lifted<T>(bounded), whole = v128.sub<T>(n, constant<T>(ROUNDING));
  const high = nmadd<T>(whole, constant<T>(LN2_HIGH), bounded);
  const low = v128.mul<T>(whole, constant<T>(LN2_LOW));
  const r = v128.sub<T>(high, low);
  const lost = v128.sub<T>(v128.sub<T>(high, r), low);
  // The series of eˣ without its first two terms.
  const rest = sizeof<T>() == 8
    ? hornerInPairs<T>(EXP_64 + 16, EXP_TERMS_64 - 2, r)
    : hornerInPairs<T>(EXP_32 + 8, EXP_TERMS_32 - 2, r);
  const p = v128.add<T>(r, madd<T>(v128.mul<T>(r, r), rest, lost));
  const opposite = v128.sub<T>(constant<T>(ROUNDING), v128.pmin<T>(whole, constant<T>(ONE_BELOW)));
  const sum = v128.add<T>(p, v128.sub<T>(one<T>(), powerOfTwo<T>(opposite)));
  const result = scaled<T>(sum, n);
  return v128.bitselect(x, result, v128.eq<T>(x, v128.splat<T>(<T>0)));
}

/** tanh x: a polynomial where it is below ½, else 1 − 2/(e²ˣ + 1). */
// @ts-ignore: decorator
@inline
export function hyperbolicTangent<T>(x: v128): v128 {
  const size = v128.abs<T>(x), square = v128.mul<T>(x, x);
  const series = sizeof<T>() == 8
    ? hornerInPairs<T>(TANH_64, TANH_TERMS_64, square)
    : hornerInPairs<T>(TANH_32, TANH_TERMS_32, square);
  const near = madd<T>(v128.mul<T>(size, square), series, size);
  const power = moderatePower<T>(v128.add<T>(size, size));
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
