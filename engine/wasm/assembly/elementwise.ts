// exp and erf over blocks, two doubles at a time; blocks are whole vectors. Coefficients are read from
// memory (see build.mjs). Accuracy: test/engine/wasm/elementwise.test.ts.
import { ERF_SERIES, ERF_SERIES_TERMS, ERF_TAIL, ERF_TAIL_TERMS } from "./shared/erf-table";
import { madd64, nmadd64 } from "./shared/variant";

/** 1/k!, k = 0 … 13: the series' rest at ½ ln 2 is below 2⁻⁵⁷. */
// prettier-ignore
const EXP_SERIES: usize = memory.data<f64>([
  1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0, 1 / 120.0, 1 / 720.0, 1 / 5040.0, 1 / 40320.0, 1 / 362880.0,
  1 / 3628800.0, 1 / 39916800.0, 1 / 479001600.0, 1 / 6227020800.0,
], 16);
const EXP_TERMS: i32 = 14;

/**
 * log₂e; ln 2 in two parts, of which the first has 20 trailing zeros so that its product with the
 * exponent is exact without fusing; the range where eˣ is neither 0 nor ∞.
 */
const EXP_CONSTANTS: usize = memory.data<f64>(
  [1.4426950408889634, 0.6931471803691238, 1.9082149292705877e-10, -746, 710], 16,
);

// @ts-ignore: decorator
@inline
function constantAt(table: usize, index: i32): v128 {
  return v128.load64_splat(table + <usize>index * 8);
}

// @ts-ignore: decorator
@inline
function horner(table: usize, terms: i32, x: v128): v128 {
  let sum = constantAt(table, terms - 1);
  for (let k = terms - 2; k >= 0; k--) sum = madd64(sum, x, constantAt(table, k));
  return sum;
}

/** 2ⁿ for whole n in the range of normal numbers. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i64x2.shl(i64x2.add(n, i64x2.splat(1023)), 52);
}

/** eˣ = 2ⁿ eʳ, |r| ≤ ½ ln 2; 2ⁿ in two halves, to reach subnormal numbers and infinity. */
// @ts-ignore: decorator
@inline
function exp2(x: v128): v128 {
  const lowest = constantAt(EXP_CONSTANTS, 3), highest = constantAt(EXP_CONSTANTS, 4);
  const clamped = f64x2.min(f64x2.max(x, lowest), highest);
  const n = f64x2.nearest(f64x2.mul(clamped, constantAt(EXP_CONSTANTS, 0)));
  const high = nmadd64(n, constantAt(EXP_CONSTANTS, 1), clamped);
  const r = nmadd64(n, constantAt(EXP_CONSTANTS, 2), high);
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
  const half = i64x2.shr_s(whole, 1);
  const rest = i64x2.sub(whole, half);
  const scaled = f64x2.mul(horner(EXP_SERIES, EXP_TERMS, r), powerOfTwo(half));
  return f64x2.mul(scaled, powerOfTwo(rest));
}

/** erf as in generate-erf.mjs; from 6 on it rounds to 1. */
// @ts-ignore: decorator
@inline
function erf2(x: v128): v128 {
  const size = f64x2.min(f64x2.abs(x), f64x2.splat(6));
  const square = f64x2.mul(size, size);
  const three = f64x2.splat(3), one = f64x2.splat(1);
  const t = f64x2.div(f64x2.sub(size, three), f64x2.add(size, three));
  const tail = f64x2.mul(exp2(f64x2.neg(square)), horner(ERF_TAIL, ERF_TAIL_TERMS, t));
  const series = f64x2.mul(size, horner(ERF_SERIES, ERF_SERIES_TERMS, square));
  const result = v128.bitselect(series, f64x2.sub(one, tail), f64x2.lt(size, one));
  return v128.bitselect(x, result, f64x2.splat(-0.0));
}

/** `to` = exp of `from`, `vectors` vectors of two. */
export function exp64(to: usize, from: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++) {
    v128.store(to, exp2(v128.load(from)));
    to += 16;
    from += 16;
  }
}

export function erf64(to: usize, from: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++) {
    v128.store(to, erf2(v128.load(from)));
    to += 16;
    from += 16;
  }
}

// @ts-ignore: decorator
@inline
function upperHalf(x: v128): v128 {
  return v128.shuffle<f32>(x, x, 2, 3, 2, 3);
}

// @ts-ignore: decorator
@inline
function joined(low: v128, high: v128): v128 {
  const first = f32x4.demote_f64x2_zero(low), second = f32x4.demote_f64x2_zero(high);
  return v128.shuffle<f32>(first, second, 0, 1, 4, 5);
}

/** Single precision goes through double: correct but for double rounding. Vectors of four. */
export function exp32(to: usize, from: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++) {
    const x = v128.load(from);
    const low = exp2(f64x2.promote_low_f32x4(x));
    v128.store(to, joined(low, exp2(f64x2.promote_low_f32x4(upperHalf(x)))));
    to += 16;
    from += 16;
  }
}

export function erf32(to: usize, from: usize, vectors: i32): void {
  for (let i = 0; i < vectors; i++) {
    const x = v128.load(from);
    const low = erf2(f64x2.promote_low_f32x4(x));
    v128.store(to, joined(low, erf2(f64x2.promote_low_f32x4(upperHalf(x)))));
    to += 16;
    from += 16;
  }
}
