import { compiled, mapped } from "./map.js";
import { inverseErrorFunction, quantileOf } from "./quantile.js";

/**
 * erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 2 ulps.
 *
 * @example
 * ```ts
 * special.erf([0, 1]); // array([0.        , 0.84270079])
 * ```
 */
export const erf = compiled("erf");

/**
 * erfc x = 1 − erf x, within 5 ulps down to the smallest normal number.
 *
 * @example
 * ```ts
 * special.erfc([0, 10]); // array([1.00000000e+00, 2.08848758e-45])
 * ```
 */
export const erfc = compiled("erfc");

/**
 * The inverse of erf: ±∞ at ±1, NaN beyond. Wichura's algorithm AS 241 (1988).
 *
 * @example
 * ```ts
 * special.erfinv([0, 0.5]); // array([0.        , 0.47693628])
 * ```
 */
export const erfinv = mapped(inverseErrorFunction);

/**
 * Φ(x), the distribution function of the standard normal distribution, within 5 ulps also in the lower
 * tail.
 *
 * @example
 * ```ts
 * special.normalCdf([0, -10]); // array([5.00000000e-01, 7.61985302e-24])
 * ```
 */
export const normalCdf = compiled("normalCdf");

/**
 * The quantile Φ⁻¹(p) of the standard normal distribution: ±∞ at 0 and 1, NaN beyond. Wichura's
 * algorithm AS 241 (1988).
 *
 * @example
 * ```ts
 * special.normalQuantile([0.5, 0.975]); // array([0.        , 1.95996398])
 * ```
 */
export const normalQuantile = mapped(quantileOf);
