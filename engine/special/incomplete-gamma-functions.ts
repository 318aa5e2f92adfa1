import { mul, neg, sub } from "../array/arithmetic.js";
import type { Binary } from "../array/dtype-rule.js";
import { binary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { log } from "../array/transcendental.js";
import { DomainError } from "../errors.js";
import { digamma } from "./gamma-functions.js";
import { gammaDensity, lowerGamma, lowerGammaSlope, upperGamma } from "./incomplete-gamma.js";

/**
 * The regularised lower incomplete gamma function P(a, x) = ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt/Γ(a), the distribution function of the
 * gamma distribution: from 0 to 1; NaN for negative arguments. Broadcasts. Derivatives in x of any order, in a of
 * first order (with an absolute error of 1e-15). The relative error is some ulps, in the tails times |log P|.
 *
 * Source: DLMF 8.2, 8.7.1 and 8.9.2.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @throws {@link DomainError} where a second derivative in a is asked for.
 * @example
 * ```ts
 * special.gammainc(2, [0, 1, 10]); // array([0.        , 0.26424112, 0.9995006 ])
 * ```
 */
export const gammainc: Binary<"real"> = binary({
  name: "gammainc",
  dtypes: "real",
  value: lowerGamma,
  jvp: [
    (t, [a, x]) => mul(t, slope(a as NDArray, x as NDArray)),
    (t, [a, x]) => mul(t, density(a as NDArray, x as NDArray)),
  ],
});

/**
 * The regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), without the cancellation of that difference
 * in the tail. Broadcasts. Derivatives as of {@link gammainc}.
 *
 * Source: DLMF 8.2, 8.7.1 and 8.9.2.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @throws {@link DomainError} where a second derivative in a is asked for.
 * @example
 * ```ts
 * special.gammaincc(2, [1, 10, 100]); // array([7.35758882e-01, 4.99399227e-04, 3.75727674e-42])
 * ```
 */
export const gammaincc: Binary<"real"> = binary({
  name: "gammaincc",
  dtypes: "real",
  value: upperGamma,
  jvp: [
    (t, [a, x]) => neg(mul(t, slope(a as NDArray, x as NDArray))),
    (t, [a, x]) => neg(mul(t, density(a as NDArray, x as NDArray))),
  ],
});

/** f(a, x) = xᵃ⁻¹e⁻ˣ/Γ(a) */
const density: Binary<"real"> = binary({
  name: "gammaDensity",
  dtypes: "real",
  value: gammaDensity,
  jvp: [
    // ∂f/∂a = f (log x − ψ(a))
    (t, [a, x], f) => mul(t, mul(f, sub(log(x as NDArray), digamma(a as NDArray)))),
    // ∂f/∂x = f(a − 1, x) − f(a, x), which has a limit at 0 where (a − 1)/x − 1 has none
    (t, [a, x], f) => mul(t, sub(density(sub(a as NDArray, 1), x as NDArray), f)),
  ],
});

/** ∂P/∂a */
const slope: Binary<"real"> = binary({
  name: "gammaincSlope",
  dtypes: "real",
  value: lowerGammaSlope,
  jvp: [
    () => {
      throw new DomainError(
        "special.gammainc: the second derivative in a is not known; differentiate numerically, for example by gradCheck's central differences",
      );
    },
    (t, [a, x]) =>
      mul(
        t,
        mul(density(a as NDArray, x as NDArray), sub(log(x as NDArray), digamma(a as NDArray))),
      ),
  ],
});
