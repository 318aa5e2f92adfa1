import { add, div, mul, neg, sub } from "../array/arithmetic.js";
import type { Binary, Unary } from "../array/dtype-rule.js";
import { binary, unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";

/**
 * tan x, in radians.
 *
 * @example
 * ```ts
 * tan([0, Math.PI / 4]); // array([0., 1.])
 * ```
 */
export const tan: Unary<"real"> = unary({
  name: "tan",
  dtypes: "real",
  value: Math.tan,
  // tan′ = 1 + tan²
  jvp: [(t, _x, y) => mul(t, add(mul(y, y), 1))],
});

/** √(1 − x²) = √((1 − x)(1 + x)) */
function cosineOf(x: NDArray): NDArray {
  return sqrt(mul(sub(1, x), add(x, 1)));
}

/**
 * The angle in [−π/2, π/2] whose sine is x; NaN beyond ±1.
 *
 * @example
 * ```ts
 * arcsin([0, 1]); // array([0. , 1.57079633])
 * ```
 */
export const arcsin: Unary<"real"> = unary({
  name: "arcsin",
  dtypes: "real",
  value: Math.asin,
  jvp: [(t, [x]) => div(t, cosineOf(x as NDArray))],
});

/**
 * The angle in [0, π] whose cosine is x; NaN beyond ±1.
 *
 * @example
 * ```ts
 * arccos([1, -1]); // array([0. , 3.14159265])
 * ```
 */
export const arccos: Unary<"real"> = unary({
  name: "arccos",
  dtypes: "real",
  value: Math.acos,
  jvp: [(t, [x]) => neg(div(t, cosineOf(x as NDArray)))],
});

/**
 * The angle in (−π/2, π/2) whose tangent is x.
 *
 * @example
 * ```ts
 * arctan([0, 1]); // array([0. , 0.78539816])
 * ```
 */
export const arctan: Unary<"real"> = unary({
  name: "arctan",
  dtypes: "real",
  value: Math.atan,
  jvp: [(t, [x]) => div(t, add(mul(x as NDArray, x as NDArray), 1))],
});

/** x² + y² */
function squares([y, x]: readonly NDArray[]): NDArray {
  return add(mul(y as NDArray, y as NDArray), mul(x as NDArray, x as NDArray));
}

/**
 * The angle in (−π, π] of the point (x, y); note the order y, x.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * arctan2([1, 0], [0, -1]); // array([1.57079633, 3.14159265])
 * ```
 */
export const arctan2: Binary<"real"> = binary({
  name: "arctan2",
  dtypes: "real",
  value: Math.atan2,
  // d arctan2 = (x dy − y dx)/(x² + y²)
  jvp: [
    (t, point) => mul(t, div(point[1] as NDArray, squares(point))),
    (t, point) => neg(mul(t, div(point[0] as NDArray, squares(point)))),
  ],
});
