import { unary } from "./elementwise.js";

/**
 * √x; NaN below zero.
 *
 * @example
 * ```ts
 * sqrt([4, 9]); // array([2., 3.])
 * ```
 */
export const sqrt = unary({ name: "sqrt", dtypes: "real", value: Math.sqrt });

/**
 * eˣ
 *
 * @example
 * ```ts
 * exp([0, 1]); // array([1.        , 2.71828183])
 * ```
 */
export const exp = unary({ name: "exp", dtypes: "real", value: Math.exp });

/**
 * The natural logarithm; −∞ at zero, NaN below.
 *
 * @example
 * ```ts
 * log([1, Math.E]); // array([0., 1.])
 * ```
 */
export const log = unary({ name: "log", dtypes: "real", value: Math.log });

/**
 * sin x, in radians.
 *
 * @example
 * ```ts
 * sin([0, Math.PI / 2]); // array([0., 1.])
 * ```
 */
export const sin = unary({ name: "sin", dtypes: "real", value: Math.sin });

/**
 * cos x, in radians.
 *
 * @example
 * ```ts
 * cos([0, Math.PI]); // array([ 1., -1.])
 * ```
 */
export const cos = unary({ name: "cos", dtypes: "real", value: Math.cos });
