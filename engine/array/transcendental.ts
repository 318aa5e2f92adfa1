import { div, mul, neg } from "./arithmetic.js";
import type { Unary } from "./dtype-rule.js";
import { unary } from "./elementwise.js";
import type { NDArray } from "./ndarray.js";

/**
 * √x; NaN below zero.
 *
 * @example
 * ```ts
 * sqrt([4, 9]); // array([2., 3.])
 * ```
 */
export const sqrt: Unary<"real"> = unary({
  name: "sqrt",
  dtypes: "real",
  value: "sqrt",
  // (√x)′ = 1/(2√x)
  jvp: [(t, _x, y) => div(t, mul(y, 2))],
});

/**
 * eˣ
 *
 * @example
 * ```ts
 * exp([0, 1]); // array([1.        , 2.71828183])
 * ```
 */
export const exp: Unary<"real"> = unary({
  name: "exp",
  dtypes: "real",
  value: "exp",
  // (eˣ)′ = eˣ
  jvp: [(t, _x, y) => mul(t, y)],
});

/**
 * The natural logarithm; −∞ at zero, NaN below.
 *
 * @example
 * ```ts
 * log([1, Math.E]); // array([0., 1.])
 * ```
 */
export const log: Unary<"real"> = unary({
  name: "log",
  dtypes: "real",
  value: "log",
  // (log x)′ = 1/x
  jvp: [(t, [x]) => div(t, x as NDArray)],
});

/**
 * sin x, in radians.
 *
 * @example
 * ```ts
 * sin([0, Math.PI / 2]); // array([0., 1.])
 * ```
 */
export const sin: Unary<"real"> = unary({
  name: "sin",
  dtypes: "real",
  value: "sin",
  // sin′ = cos
  jvp: [(t, [x]) => mul(t, cos(x as NDArray))],
});

/**
 * cos x, in radians.
 *
 * @example
 * ```ts
 * cos([0, Math.PI]); // array([ 1., -1.])
 * ```
 */
export const cos: Unary<"real"> = unary({
  name: "cos",
  dtypes: "real",
  value: "cos",
  // cos′ = −sin
  jvp: [(t, [x]) => neg(mul(t, sin(x as NDArray)))],
});
