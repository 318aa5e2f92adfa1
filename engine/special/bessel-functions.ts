import { besselI0e, besselI1e } from "./bessel.js";
import { mapped } from "./map.js";

/**
 * I₀(x), the modified Bessel function of the first kind of order 0.
 *
 * @example
 * ```ts
 * special.i0([0, 1]); // array([1.        , 1.26606588])
 * ```
 */
export const i0 = mapped((x) => besselI0e(x) * Math.exp(Math.abs(x)));

/**
 * e^(−|x|) I₀(x), which does not overflow.
 *
 * @example
 * ```ts
 * special.i0e([0, 1000]); // array([1.        , 0.01261724])
 * ```
 */
export const i0e = mapped(besselI0e);

/**
 * I₁(x), the modified Bessel function of the first kind of order 1: the derivative of I₀.
 *
 * @example
 * ```ts
 * special.i1([0, 1]); // array([0.        , 0.5651591])
 * ```
 */
export const i1 = mapped((x) => besselI1e(x) * Math.exp(Math.abs(x)));

/**
 * e^(−|x|) I₁(x), which does not overflow.
 *
 * @example
 * ```ts
 * special.i1e([0, 1000]); // array([0.        , 0.01261093])
 * ```
 */
export const i1e = mapped(besselI1e);
