// One source for both float types: T is f64 (two lanes a vector) or f32 (four).
import { madd32, madd64, nmadd32, nmadd64 } from "./variant";

/** a·b + c, fused where the variant can. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  return sizeof<T>() == 8 ? madd64(a, b, c) : madd32(a, b, c);
}

/** c − a·b, fused where the variant can. */
// @ts-ignore: decorator
@inline
export function nmadd<T>(a: v128, b: v128, c: v128): v128 {
  return sizeof<T>() == 8 ? nmadd64(a, b, c) : nmadd32(a, b, c);
}

/** A number kept as f64 in memory, in every lane. */
// @ts-ignore: decorator
@inline
export function splatConstant<T>(address: usize, offset: usize): v128 {
  return v128.splat<T>(<T>load<f64>(address + offset));
}

/** All ones in lanes whose sign bit is set, −0 included. */
// @ts-ignore: decorator
@inline
export function signMask<T>(x: v128): v128 {
  return sizeof<T>() == 8 ? i64x2.shr_s(x, 63) : i32x4.shr_s(x, 31);
}

/** |magnitude| with the sign bit of `sign`. */
// @ts-ignore: decorator
@inline
export function copySign<T>(magnitude: v128, sign: v128): v128 {
  const signBit = v128.neg<T>(v128.splat<T>(<T>0));
  return v128.bitselect(sign, magnitude, signBit);
}
