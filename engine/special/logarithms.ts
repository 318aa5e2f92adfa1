import { compiled, mapped, mappedPair } from "./map.js";

/**
 * log(1 + x), exact to the last digits near 0.
 *
 * @example
 * ```ts
 * special.log1p([0, 1e-20]); // array([0.e+00, 1.e-20])
 * ```
 */
export const log1p = compiled("log1p");

/**
 * eˣ − 1, exact to the last digits near 0.
 *
 * @example
 * ```ts
 * special.expm1([0, 1e-20]); // array([0.e+00, 1.e-20])
 * ```
 */
export const expm1 = compiled("expm1");

/**
 * The logistic function 1/(1 + e⁻ˣ), also called the sigmoid.
 *
 * @example
 * ```ts
 * special.expit([0, -1000]); // array([0.5, 0. ])
 * ```
 */
export const expit = compiled("sigmoid");

/**
 * log(p/(1 − p)), the inverse of `expit`: ±∞ at 1 and 0, NaN beyond.
 *
 * @example
 * ```ts
 * special.logit([0.5, 0.75]); // array([0.        , 1.09861229])
 * ```
 */
export const logit = mapped((p) =>
  // Near ½ from the exact difference, which the quotient has lost.
  p > 0.25 && p < 0.75 ? Math.log1p((2 * p - 1) / (1 - p)) : Math.log(p / (1 - p)),
);

/**
 * x·log y, 0 where x is 0 and y is a number; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.xlogy([0, 2], [0, 1]); // array([0., 0.])
 * ```
 */
export const xlogy = mappedPair("special.xlogy", (x, y) =>
  x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y),
);

/**
 * x·log(1 + y), 0 where x is 0 and y is a number; broadcasts.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * special.xlog1py([0, 2], [-1, 0]); // array([0., 0.])
 * ```
 */
export const xlog1py = mappedPair("special.xlog1py", (x, y) =>
  x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y),
);
