// sin and cos in double precision: x = n·π/2 + r + low, |r| ≤ π/4, with π/2 in three parts, of which the
// first two have 20 trailing zeros; then the series of the octant (the tail enters as in FreeBSD's
// k_sin.c and k_cos.c). Where that is not enough, element by element with the whole of π.
import { COS_64, COS_TERMS_64, SIN_64, SIN_TERMS_64 } from "./function-tables";
import { half, madd, nmadd, one } from "./lanes";
import { coefficient, horner } from "./series";

/** 2/π; π/2 in three parts; the largest |x|; how near to a multiple of π/2 is too near. */
const CONSTANTS: usize = memory.data<f64>(
  [0.6366197723675814, 1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21, 1048576, 1e-7], 16,
);

// @ts-ignore: decorator
@inline
function constant(index: i32): v128 {
  return coefficient<f64>(CONSTANTS, index);
}

// @ts-ignore: decorator
@inline
function sineSeries(r: v128, low: v128): v128 {
  const z = f64x2.mul(r, r), v = f64x2.mul(z, r);
  const rest = horner<f64>(SIN_64 + 8, SIN_TERMS_64 - 1, z);
  const bent = f64x2.sub(f64x2.mul(z, nmadd<f64>(v, rest, f64x2.mul(half<f64>(), low))), low);
  return f64x2.sub(r, nmadd<f64>(v, coefficient<f64>(SIN_64, 0), bent));
}

// @ts-ignore: decorator
@inline
function cosineSeries(r: v128, low: v128): v128 {
  const z = f64x2.mul(r, r), bend = f64x2.mul(half<f64>(), z);
  const w = f64x2.sub(one<f64>(), bend);
  const rest = f64x2.mul(f64x2.mul(z, z), horner<f64>(COS_64, COS_TERMS_64, z));
  const lost = f64x2.sub(f64x2.sub(one<f64>(), w), bend);
  return f64x2.add(w, f64x2.add(lost, nmadd<f64>(r, low, rest)));
}

/** sin(|x| + quarters·π/2), quarters 0 or 1, with the sign bits of `sign` flipped in. */
// @ts-ignore: decorator
@inline
function sineFrom(x: v128, quarters: i64, sign: v128): v128 {
  const size = f64x2.abs(x);
  const n = f64x2.nearest(f64x2.mul(size, constant(0)));
  const first = f64x2.sub(size, f64x2.mul(n, constant(1)));
  const second = f64x2.mul(n, constant(2));
  const near = f64x2.sub(first, second);
  const lost = f64x2.sub(f64x2.sub(first, near), second);
  const third = f64x2.sub(f64x2.mul(n, constant(3)), lost);
  const r = f64x2.sub(near, third);
  const low = f64x2.sub(f64x2.sub(near, r), third);
  const turns = i64x2.add(i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n)), i64x2.splat(quarters));
  const isOdd = i64x2.ne(v128.and(turns, i64x2.splat(1)), i64x2.splat(0));
  const value = v128.bitselect(cosineSeries(r, low), sineSeries(r, low), isOdd);
  const flips = i64x2.shl(i64x2.shr_s(turns, 1), 63);
  const result = v128.xor(v128.xor(value, flips), v128.and(sign, f64x2.splat(-0.0)));
  const good = v128.and(
    f64x2.lt(size, constant(4)),
    v128.or(f64x2.gt(f64x2.abs(r), constant(5)), f64x2.eq(n, f64x2.splat(0))),
  );
  return i64x2.all_true(good) ? result : oneByOne(x, quarters);
}

function oneByOne(x: v128, quarters: i64): v128 {
  const a = f64x2.extract_lane(x, 0), b = f64x2.extract_lane(x, 1);
  const low = quarters == 0 ? NativeMath.sin(a) : NativeMath.cos(a);
  const high = quarters == 0 ? NativeMath.sin(b) : NativeMath.cos(b);
  return f64x2.replace_lane(f64x2.splat(low), 1, high);
}

// @ts-ignore: decorator
@inline
export function sine(x: v128): v128 {
  return sineFrom(x, 0, x);
}

// @ts-ignore: decorator
@inline
export function cosine(x: v128): v128 {
  return sineFrom(x, 1, f64x2.splat(0));
}
