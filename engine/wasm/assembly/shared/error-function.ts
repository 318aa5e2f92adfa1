// erf, erfc and the normal distribution function in double precision (generate-erf.mjs).
import { ERFC_TAIL, ERFC_TAIL_TERMS, ERF_SERIES, ERF_SERIES_TERMS, ERF_TAIL, ERF_TAIL_TERMS } from "./erf-table";
import { exponential } from "./exponential";
import { half, madd, one } from "./lanes";
import { coefficient, horner } from "./series";

/** (size − 3)/(size + 3), in which e^(x²) erfc x is smooth. */
// @ts-ignore: decorator
@inline
function folded(size: v128): v128 {
  const three = f64x2.splat(3);
  return f64x2.div(f64x2.sub(size, three), f64x2.add(size, three));
}

/** erf; from 6 on it rounds to 1. */
// @ts-ignore: decorator
@inline
export function errorFunction(x: v128): v128 {
  const size = f64x2.min(f64x2.abs(x), f64x2.splat(6));
  const square = f64x2.mul(size, size);
  const tail = f64x2.mul(exponential<f64>(f64x2.neg(square)), horner<f64>(ERF_TAIL, ERF_TAIL_TERMS, folded(size)));
  const series = f64x2.mul(size, horner<f64>(ERF_SERIES, ERF_SERIES_TERMS, square));
  const result = v128.bitselect(series, f64x2.sub(one<f64>(), tail), f64x2.lt(size, one<f64>()));
  return v128.bitselect(x, result, f64x2.splat(-0.0));
}

/**
 * 1/√2; 1/6; from where on erfc is 0; below which the series of erf
 * serves; its first coefficient less 1. Then the upper half of a double's bits.
 */
const CONSTANTS: usize = memory.data<f64>([0.7071067811865476, 1 / 6.0, 27.3, 0.8, 0.1283791670955126], 16);
const UPPER: i64 = 0xfffffffff8000000;

// @ts-ignore: decorator
@inline
function constant(index: i32): v128 {
  return coefficient<f64>(CONSTANTS, index);
}

/** e^(−scale·a²) for scale 1 or ½: a² in two parts, since its rounding would be felt a² times. */
// @ts-ignore: decorator
@inline
function gaussian(a: v128, scale: v128): v128 {
  const upper = v128.and(a, i64x2.splat(UPPER));
  const main = exponential<f64>(f64x2.neg(f64x2.mul(scale, f64x2.mul(upper, upper))));
  const d = f64x2.mul(f64x2.mul(scale, f64x2.sub(upper, a)), f64x2.add(upper, a));
  const bend = madd<f64>(d, madd<f64>(d, constant(1), half<f64>()), one<f64>());
  return madd<f64>(f64x2.mul(main, d), bend, main);
}

/** erfc(size) for sizes from 0.8, with e^(−size²) given: e^(x²) erfc x = H(1 − 6r)·r with r = 1/(x + 3). */
// @ts-ignore: decorator
@inline
function complement(size: v128, gauss: v128): v128 {
  const r = f64x2.div(one<f64>(), f64x2.add(size, f64x2.splat(3)));
  const t = f64x2.sub(one<f64>(), f64x2.mul(f64x2.splat(6), r));
  return f64x2.mul(gauss, f64x2.mul(r, horner<f64>(ERFC_TAIL, ERFC_TAIL_TERMS, t)));
}

/** erfc of what is small: ½ − ((x − ½) + x·(S − 1)) with erf x = x·S, so that the largest terms are exact. */
// @ts-ignore: decorator
@inline
function nearComplement(x: v128): v128 {
  const z = f64x2.mul(x, x);
  const rest = horner<f64>(ERF_SERIES + 8, ERF_SERIES_TERMS - 1, z);
  const slope = madd<f64>(z, rest, constant(4));
  return f64x2.sub(half<f64>(), madd<f64>(x, slope, f64x2.sub(x, half<f64>())));
}

// @ts-ignore: decorator
@inline
export function complementaryError(x: v128): v128 {
  const size = f64x2.min(f64x2.abs(x), constant(2));
  const tail = complement(size, gaussian(size, one<f64>()));
  const above = v128.bitselect(f64x2.sub(f64x2.splat(2), tail), tail, f64x2.lt(x, f64x2.splat(0)));
  return v128.bitselect(nearComplement(x), above, f64x2.lt(size, constant(3)));
}

/** ½ erfc(−x/√2). */
// @ts-ignore: decorator
@inline
export function normalDistribution(x: v128): v128 {
  const a = f64x2.min(f64x2.abs(x), f64x2.splat(38.6));
  const size = f64x2.mul(a, constant(0));
  const tail = f64x2.mul(half<f64>(), complement(size, gaussian(a, half<f64>())));
  const above = v128.bitselect(f64x2.sub(one<f64>(), tail), tail, f64x2.gt(x, f64x2.splat(0)));
  const near = f64x2.mul(half<f64>(), nearComplement(f64x2.neg(f64x2.mul(x, constant(0)))));
  return v128.bitselect(near, above, f64x2.lt(size, constant(3)));
}
