import { unary } from "../array/elementwise.js";

/**
 * The largest whole number that is not larger. The derivative of all roundings is 0.
 *
 * @example
 * ```ts
 * floor([1.5, -1.5]); // array([ 1., -2.])
 * ```
 */
export const floor = unary({ name: "floor", dtypes: "arithmetic", value: Math.floor, jvp: [null] });

/**
 * The smallest whole number that is not smaller.
 *
 * @example
 * ```ts
 * ceil([1.5, 0.5]); // array([2., 1.])
 * ```
 */
export const ceil = unary({ name: "ceil", dtypes: "arithmetic", value: Math.ceil, jvp: [null] });

/**
 * The nearest whole number, the even one of two, as in NumPy.
 *
 * @example
 * ```ts
 * round([0.5, 1.5, 2.7]); // array([0., 2., 3.])
 * ```
 */
export const round = unary({ name: "round", dtypes: "arithmetic", value: roundEven, jvp: [null] });

function roundEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  // Keeps −0 and what is too large for a fraction.
  return rest === 0 ? x : rest < 0.5 ? below : below + 1;
}

/**
 * The whole number next to it towards 0.
 *
 * @example
 * ```ts
 * trunc([1.5, -1.5]); // array([ 1., -1.])
 * ```
 */
export const trunc = unary({ name: "trunc", dtypes: "arithmetic", value: Math.trunc, jvp: [null] });
