import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { digammaFunction } from "./digamma-function.js";
import { gammaFunction } from "./gamma-function.js";
import { logBeta } from "./log-beta.js";
import { logGamma } from "./log-gamma.js";
import { mapped, mappedPair } from "./map.js";
import { polygammaFunction } from "./polygamma-function.js";

/**
 * Γ(x), which continues the factorial: Γ(n + 1) = n!. NaN at −1, −2, ….
 *
 * @example
 * ```ts
 * special.gamma([5, 0.5]); // array([24.        ,  1.77245385])
 * ```
 */
export const gamma = mapped(gammaFunction);

/**
 * log|Γ(x)|, which does not overflow; +∞ at 0, −1, ….
 *
 * @example
 * ```ts
 * special.lgamma([1, 100]); // array([  0.        , 359.13420537])
 * ```
 */
export const lgamma = mapped(logGamma);

/**
 * ψ(x) = d/dx log Γ(x).
 *
 * @example
 * ```ts
 * special.digamma(1); // array(-0.57721566)
 * ```
 */
export const digamma = mapped(digammaFunction);

/**
 * The n-th derivative of ψ; `polygamma(1, x)` is the trigamma function.
 *
 * @param n - A whole number from 0.
 * @throws {@link DomainError} for another order.
 * @example
 * ```ts
 * special.polygamma(1, 1); // array(1.64493407)
 * ```
 */
export function polygamma(n: number, x: ArrayInput): NDArray<FloatDtype> {
  if (Number.isInteger(n) && n >= 0) return mapped((value) => polygammaFunction(n, value))(x);
  throw new DomainError(`special.polygamma: the order is ${n}; use a whole number from 0`);
}

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), without cancellation; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.betaln(1, [2, 4]); // array([-0.69314718, -1.38629436])
 * ```
 */
export const betaln = mappedPair("special.betaln", logBeta);
