import { unary } from "../array/elementwise.js";

/**
 * Whether each element is NaN.
 *
 * @example
 * ```ts
 * isNaN([1, NaN]); // array([False,  True])
 * ```
 */
export const isNaN = unary({
  name: "isNaN",
  dtypes: "comparison",
  value: (x) => Number(Number.isNaN(x)),
});

/**
 * Whether each element is neither infinite nor NaN.
 *
 * @example
 * ```ts
 * isFinite([1, NaN, Infinity]); // array([ True, False, False])
 * ```
 */
export const isFinite = unary({
  name: "isFinite",
  dtypes: "comparison",
  value: (x) => Number(Number.isFinite(x)),
});
