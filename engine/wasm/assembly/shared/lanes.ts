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

// Constants come from memory (see the rules in build.mjs), kept in both types.
const CONSTANTS_64: usize = memory.data<f64>([-0.0, 0.25, 0.5, 1, 4, Math.PI, Math.PI / 2], 16);
const CONSTANTS_32: usize = memory.data<f32>([-0.0, 0.25, 0.5, 1, 4, 3.141592653589793, 1.5707963267948966], 16);

// @ts-ignore: decorator
@inline
export function signBit<T>(): v128 {
  return known<T>(0);
}

// @ts-ignore: decorator
@inline
export function quarter<T>(): v128 {
  return known<T>(1);
}

// @ts-ignore: decorator
@inline
export function half<T>(): v128 {
  return known<T>(2);
}

// @ts-ignore: decorator
@inline
export function one<T>(): v128 {
  return known<T>(3);
}

// @ts-ignore: decorator
@inline
export function four<T>(): v128 {
  return known<T>(4);
}

// @ts-ignore: decorator
@inline
export function pi<T>(): v128 {
  return known<T>(5);
}

// @ts-ignore: decorator
@inline
export function halfPi<T>(): v128 {
  return known<T>(6);
}

// @ts-ignore: decorator
@inline
function known<T>(index: usize): v128 {
  return sizeof<T>() == 8
    ? v128.load64_splat(CONSTANTS_64 + (index << 3))
    : v128.load32_splat(CONSTANTS_32 + (index << 2));
}

/** A number kept as f64 in memory, in every lane; not for inner loops. */
// @ts-ignore: decorator
@inline
export function spread<T>(address: usize): v128 {
  return v128.splat<T>(<T>load<f64>(address));
}

/** All ones in lanes whose sign bit is set, −0 included. */
// @ts-ignore: decorator
@inline
export function signMask<T>(x: v128): v128 {
  return sizeof<T>() == 8 ? i64x2.shr_s(x, 63) : i32x4.shr_s(x, 31);
}

/** A magnitude with the sign bits of `sign`. */
// @ts-ignore: decorator
@inline
export function withSign<T>(magnitude: v128, sign: v128): v128 {
  return v128.or(magnitude, v128.and(sign, signBit<T>()));
}
