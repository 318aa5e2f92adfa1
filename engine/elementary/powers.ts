import { div, mul, neg } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";

/**
 * x²
 *
 * @example
 * ```ts
 * square([2, -3]); // array([4., 9.])
 * ```
 */
export function square(x: ArrayInput): NDArray {
  const array = asArray(x);
  return mul(array, array);
}

/**
 * 1/x
 *
 * @example
 * ```ts
 * reciprocal([2, 4]); // array([0.5 , 0.25])
 * ```
 */
export const reciprocal: Unary<"real"> = unary({
  name: "reciprocal",
  dtypes: "real",
  value: "reciprocal",
  // (1/x)′ = −1/x²
  jvp: [(t, _x, y) => neg(mul(t, mul(y, y)))],
});

/**
 * 1/√x
 *
 * @example
 * ```ts
 * rsqrt([4, 16]); // array([0.5 , 0.25])
 * ```
 */
export function rsqrt(x: ArrayInput): NDArray {
  return reciprocal(sqrt(x));
}

/**
 * The cube root, also of negative numbers.
 *
 * @example
 * ```ts
 * cbrt([8, -27]); // array([ 2., -3.])
 * ```
 */
export const cbrt: Unary<"real"> = unary({
  name: "cbrt",
  dtypes: "real",
  value: Math.cbrt,
  // (∛x)′ = 1/(3 ∛x²)
  jvp: [(t, _x, y) => div(t, mul(mul(y, y), 3))],
});

/**
 * 2ˣ
 *
 * @example
 * ```ts
 * exp2([3, -1]); // array([8. , 0.5])
 * ```
 */
export const exp2: Unary<"real"> = unary({
  name: "exp2",
  dtypes: "real",
  value: (x) => 2 ** x,
  jvp: [(t, _x, y) => mul(t, mul(y, Math.LN2))],
});

/**
 * The logarithm to base 2.
 *
 * @example
 * ```ts
 * log2([8, 0.5]); // array([ 3., -1.])
 * ```
 */
export const log2: Unary<"real"> = unary({
  name: "log2",
  dtypes: "real",
  value: Math.log2,
  jvp: [(t, [x]) => div(t, mul(x as NDArray, Math.LN2))],
});

/**
 * The logarithm to base 10.
 *
 * @example
 * ```ts
 * log10([1000, 0.1]); // array([ 3., -1.])
 * ```
 */
export const log10: Unary<"real"> = unary({
  name: "log10",
  dtypes: "real",
  value: Math.log10,
  jvp: [(t, [x]) => div(t, mul(x as NDArray, Math.LN10))],
});
