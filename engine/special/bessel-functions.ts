import { besselI0e, besselI1e } from "./bessel.js";
import { abs, div, mul, sign, sub } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import { onesLike, type ArrayInput } from "../array/create.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { exp } from "../array/transcendental.js";
import { where } from "../array/where.js";

/**
 * I₀(x), the modified Bessel function of the first kind of order 0.
 *
 * @example
 * ```ts
 * special.i0([0, 1]); // array([1.        , 1.26606588])
 * ```
 */
export function i0(x: ArrayInput): NDArray {
  return mul(i0e(x), exp(abs(x)));
}

/**
 * e^(−|x|) I₀(x), which does not overflow.
 *
 * @example
 * ```ts
 * special.i0e([0, 1000]); // array([1.        , 0.01261724])
 * ```
 */
export const i0e: Unary<"real"> = unary({
  name: "i0e",
  dtypes: "real",
  value: besselI0e,
  // I₀′ = I₁
  jvp: [(t, [x], y) => mul(t, sub(i1e(x as NDArray), mul(sign(x as NDArray), y)))],
});

/**
 * I₁(x), the modified Bessel function of the first kind of order 1: the derivative of I₀.
 *
 * @example
 * ```ts
 * special.i1([0, 1]); // array([0.        , 0.5651591])
 * ```
 */
export function i1(x: ArrayInput): NDArray {
  return mul(i1e(x), exp(abs(x)));
}

/**
 * e^(−|x|) I₁(x), which does not overflow.
 *
 * @example
 * ```ts
 * special.i1e([0, 1000]); // array([0.        , 0.01261093])
 * ```
 */
export const i1e: Unary<"real"> = unary({
  name: "i1e",
  dtypes: "real",
  value: besselI1e,
  // I₁′ = I₀ − I₁/x, ½ at 0
  jvp: [(t, [x], y) => mul(t, slopeOfI1e(x as NDArray, y))],
});

function slopeOfI1e(x: NDArray, y: NDArray): NDArray {
  const isZero = equal(x, 0);
  const ratio = where(isZero, 0.5, div(y, where(isZero, onesLike(x), x)));
  return sub(sub(i0e(x), ratio), mul(sign(x), y));
}
