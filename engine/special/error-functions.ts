import { mul, neg } from "../array/arithmetic.js";
import type { Unary } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { exp } from "../array/transcendental.js";
import { inverseErrorFunction, quantileOf } from "./quantile.js";

/** factor·e^(scale·x²) */
function gaussian(x: NDArray, factor: number, scale: number): NDArray {
  return mul(exp(mul(mul(x, x), scale)), factor);
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;
const ROOT_PI_OVER_TWO = 0.886226925452758;
const ROOT_TWO_PI = 2.5066282746310002;

/**
 * erf x = 2/√π ∫₀ˣ e^(−t²) dt, within 2 ulps.
 *
 * @example
 * ```ts
 * special.erf([0, 1]); // array([0.        , 0.84270079])
 * ```
 */
export const erf: Unary<"real"> = unary({
  name: "erf",
  dtypes: "real",
  value: "erf",
  // erf′ = 2/√π e^(−x²)
  jvp: [(t, [x]) => mul(t, gaussian(x as NDArray, TWO_OVER_ROOT_PI, -1))],
});

/**
 * erfc x = 1 − erf x, within 5 ulps down to the smallest normal number.
 *
 * @example
 * ```ts
 * special.erfc([0, 10]); // array([1.00000000e+00, 2.08848758e-45])
 * ```
 */
export const erfc: Unary<"real"> = unary({
  name: "erfc",
  dtypes: "real",
  value: "erfc",
  // erfc′ = −2/√π e^(−x²)
  jvp: [(t, [x]) => neg(mul(t, gaussian(x as NDArray, TWO_OVER_ROOT_PI, -1)))],
});

/**
 * The inverse of erf: ±∞ at ±1, NaN beyond. Wichura's algorithm AS 241 (1988).
 *
 * @example
 * ```ts
 * special.erfinv([0, 0.5]); // array([0.        , 0.47693628])
 * ```
 */
export const erfinv: Unary<"real"> = unary({
  name: "erfinv",
  dtypes: "real",
  value: inverseErrorFunction,
  // (erf⁻¹)′ = √π/2 e^(y²)
  jvp: [(t, _x, y) => mul(t, gaussian(y, ROOT_PI_OVER_TWO, 1))],
});

/**
 * Φ(x), the distribution function of the standard normal distribution, within 5 ulps also in the lower
 * tail.
 *
 * @example
 * ```ts
 * special.normalCdf([0, -10]); // array([5.00000000e-01, 7.61985302e-24])
 * ```
 */
export const normalCdf: Unary<"real"> = unary({
  name: "normalCdf",
  dtypes: "real",
  value: "normalCdf",
  // Φ′ = e^(−x²/2)/√(2π)
  jvp: [(t, [x]) => mul(t, gaussian(x as NDArray, 1 / ROOT_TWO_PI, -0.5))],
});

/**
 * The quantile Φ⁻¹(p) of the standard normal distribution: ±∞ at 0 and 1, NaN beyond. Wichura's
 * algorithm AS 241 (1988).
 *
 * @example
 * ```ts
 * special.normalQuantile([0.5, 0.975]); // array([0.        , 1.95996398])
 * ```
 */
export const normalQuantile: Unary<"real"> = unary({
  name: "normalQuantile",
  dtypes: "real",
  value: quantileOf,
  // (Φ⁻¹)′ = √(2π) e^(y²/2)
  jvp: [(t, _x, y) => mul(t, gaussian(y, ROOT_TWO_PI, 0.5))],
});
