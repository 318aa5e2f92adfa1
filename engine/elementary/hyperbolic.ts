import { add, div, mul, sub } from "../array/arithmetic.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";

/**
 * (eˣ − e⁻ˣ)/2
 *
 * @example
 * ```ts
 * sinh([0, 1]); // array([0. , 1.17520119])
 * ```
 */
export const sinh: Unary<"real"> = unary({
  name: "sinh",
  dtypes: "real",
  value: Math.sinh,
  jvp: [(t, [x]) => mul(t, cosh(x as NDArray))],
});

/**
 * (eˣ + e⁻ˣ)/2
 *
 * @example
 * ```ts
 * cosh([0, 1]); // array([1. , 1.54308063])
 * ```
 */
export const cosh: Unary<"real"> = unary({
  name: "cosh",
  dtypes: "real",
  value: Math.cosh,
  jvp: [(t, [x]) => mul(t, sinh(x as NDArray))],
});

/**
 * The inverse of sinh.
 *
 * @example
 * ```ts
 * arcsinh([0, 1]); // array([0. , 0.88137359])
 * ```
 */
export const arcsinh: Unary<"real"> = unary({
  name: "arcsinh",
  dtypes: "real",
  value: Math.asinh,
  jvp: [(t, [x]) => div(t, sqrt(add(mul(x as NDArray, x as NDArray), 1)))],
});

/**
 * The inverse of cosh, not negative; NaN below 1.
 *
 * @example
 * ```ts
 * arccosh([1, 2]); // array([0. , 1.3169579])
 * ```
 */
export const arccosh: Unary<"real"> = unary({
  name: "arccosh",
  dtypes: "real",
  value: Math.acosh,
  jvp: [(t, [x]) => div(t, sqrt(mul(sub(x as NDArray, 1), add(x as NDArray, 1))))],
});

/**
 * The inverse of tanh; ±∞ at ±1, NaN beyond.
 *
 * @example
 * ```ts
 * arctanh([0, 0.5]); // array([0. , 0.54930614])
 * ```
 */
export const arctanh: Unary<"real"> = unary({
  name: "arctanh",
  dtypes: "real",
  value: Math.atanh,
  jvp: [(t, [x]) => div(t, mul(sub(1, x as NDArray), add(x as NDArray, 1)))],
});
