import { add, div, mul, neg, sub } from "../array/arithmetic.js";
import type { Binary, Unary } from "../array/dtype-rule.js";
import { binary, unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { log } from "../array/transcendental.js";

/**
 * log(1 + x), exact to the last digits near 0.
 *
 * @example
 * ```ts
 * special.log1p([0, 1e-20]); // array([0.e+00, 1.e-20])
 * ```
 */
export const log1p: Unary<"real"> = unary({
  name: "log1p",
  dtypes: "real",
  value: "log1p",
  jvp: [(t, [x]) => div(t, add(x as NDArray, 1))],
});

/**
 * eˣ − 1, exact to the last digits near 0.
 *
 * @example
 * ```ts
 * special.expm1([0, 1e-20]); // array([0.e+00, 1.e-20])
 * ```
 */
export const expm1: Unary<"real"> = unary({
  name: "expm1",
  dtypes: "real",
  value: "expm1",
  jvp: [(t, _x, y) => mul(t, add(y, 1))],
});

/**
 * The logistic function 1/(1 + e⁻ˣ), also called the sigmoid.
 *
 * @example
 * ```ts
 * special.expit([0, -1000]); // array([0.5, 0. ])
 * ```
 */
export const expit: Unary<"real"> = unary({
  name: "sigmoid",
  dtypes: "real",
  value: "sigmoid",
  // σ′ = σ(x)σ(−x), without the difference 1 − σ that cancels
  jvp: [(t, [x], y) => mul(t, mul(y, expit(neg(x as NDArray))))],
});

/**
 * log(p/(1 − p)), the inverse of `expit`: ±∞ at 1 and 0, NaN beyond.
 *
 * @example
 * ```ts
 * special.logit([0.5, 0.75]); // array([0.        , 1.09861229])
 * ```
 */
export const logit: Unary<"real"> = unary({
  name: "logit",
  dtypes: "real",
  // Near ½ from the exact difference, which the quotient has lost.
  value: (p) => (p > 0.25 && p < 0.75 ? Math.log1p((2 * p - 1) / (1 - p)) : Math.log(p / (1 - p))),
  jvp: [(t, [p]) => div(t, mul(p as NDArray, sub(1, p as NDArray)))],
});

/**
 * x·log y, 0 where x is 0 and y is a number; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.xlogy([0, 2], [0, 1]); // array([0., 0.])
 * ```
 */
export const xlogy: Binary<"real"> = binary({
  name: "xlogy",
  dtypes: "real",
  value: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)),
  jvp: [
    (t, [, y]) => mul(t, log(y as NDArray)),
    (t, [x, y]) => mul(t, div(x as NDArray, y as NDArray)),
  ],
});

/**
 * x·log(1 + y), 0 where x is 0 and y is a number; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.xlog1py([0, 2], [-1, 0]); // array([0., 0.])
 * ```
 */
export const xlog1py: Binary<"real"> = binary({
  name: "xlog1py",
  dtypes: "real",
  value: (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y)),
  jvp: [
    (t, [, y]) => mul(t, log1p(y as NDArray)),
    (t, [x, y]) => mul(t, div(x as NDArray, add(y as NDArray, 1))),
  ],
});
