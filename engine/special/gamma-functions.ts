import { add, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { Binary, Unary } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import { binary, unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { mapElements } from "../array/loops.js";
import { realDtype } from "../array/promote.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DomainError } from "../errors.js";
import { digammaFunction } from "./digamma-function.js";
import { gammaFunction } from "./gamma-function.js";
import { logBeta } from "./log-beta.js";
import { logGamma } from "./log-gamma.js";
import { polygammaFunction } from "./polygamma-function.js";

/**
 * Γ(x), which continues the factorial: Γ(n + 1) = n!. NaN at −1, −2, ….
 *
 * @example
 * ```ts
 * special.gamma([5, 0.5]); // array([24.        ,  1.77245385])
 * ```
 */
export const gamma: Unary<"real"> = unary({
  name: "gamma",
  dtypes: "real",
  value: gammaFunction,
  // Γ′ = Γψ
  jvp: [(t, [x], y) => mul(t, mul(y, digamma(x as NDArray)))],
});

/**
 * log|Γ(x)|, which does not overflow; +∞ at 0, −1, ….
 *
 * @example
 * ```ts
 * special.lgamma([1, 100]); // array([  0.        , 359.13420537])
 * ```
 */
export const lgamma: Unary<"real"> = unary({
  name: "lgamma",
  dtypes: "real",
  value: logGamma,
  // (log Γ)′ = ψ
  jvp: [(t, [x]) => mul(t, digamma(x as NDArray))],
});

/**
 * ψ(x) = d/dx log Γ(x).
 *
 * @example
 * ```ts
 * special.digamma(1); // array(-0.57721566)
 * ```
 */
export const digamma: Unary<"real"> = unary({
  name: "digamma",
  dtypes: "real",
  value: digammaFunction,
  jvp: [(t, [x]) => mul(t, polygamma(1, x as NDArray))],
});

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
  if (Number.isInteger(n) && n >= 0) {
    return bindOne(polygammaPrimitive, [asArray(x)], { n }) as NDArray<FloatDtype>;
  }
  throw new DomainError(`special.polygamma: the order is ${n}; use a whole number from 0`);
}

const polygammaPrimitive: Primitive<{ readonly n: number }> = define({
  name: "polygamma",
  value: ([x], { n }) => {
    const array = x as NDArray;
    return [mapElements((at) => polygammaFunction(n, at), array, realDtype(array.dtype))];
  },
  abstract: ([x]) => [{ shape: (x as Abstract).shape, dtype: realDtype((x as Abstract).dtype) }],
  jvp: ({ inputs: [x], params: { n } }, [t]) => [t ? mul(t, polygamma(n + 1, x as NDArray)) : null],
  batch: ([x], _batched, params) => [bindOne(polygammaPrimitive, [x as NDArray], params)],
});

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b), without cancellation; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.betaln(1, [2, 4]); // array([-0.69314718, -1.38629436])
 * ```
 */
export const betaln: Binary<"real"> = binary({
  name: "betaln",
  dtypes: "real",
  value: logBeta,
  // ∂ log B/∂a = ψ(a) − ψ(a + b)
  jvp: [
    (t, [a, b]) => mul(t, sub(digamma(a as NDArray), digamma(add(a as NDArray, b as NDArray)))),
    (t, [a, b]) => mul(t, sub(digamma(b as NDArray), digamma(add(a as NDArray, b as NDArray)))),
  ],
});
