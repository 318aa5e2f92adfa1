import { DomainError } from "../errors.js";
import { equal, less } from "./comparison.js";
import { onesLike } from "./create.js";
import type { Binary, Unary } from "./dtype-rule.js";
import { binary, unary } from "./elementwise.js";
import type { NDArray } from "./ndarray.js";
import { log } from "./transcendental.js";
import { where } from "./where.js";

/**
 * x + y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @throws {@link DtypeError} when an integer array meets a number with a fraction.
 * @example
 * ```ts
 * add([[1], [2]], [10, 20]); // array([[11., 21.], [12., 22.]])
 * ```
 */
export const add: Binary<"arithmetic"> = binary({
  name: "add",
  dtypes: "arithmetic",
  value: (x, y) => x + y,
  compiled: "add",
  jvp: [(t) => t, (t) => t],
  transpose: [(ct) => ct, (ct) => ct],
});

/**
 * x − y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @throws {@link DtypeError} when an integer array meets a number with a fraction.
 * @example
 * ```ts
 * sub([3, 4], 1); // array([2., 3.])
 * ```
 */
export const sub: Binary<"arithmetic"> = binary({
  name: "sub",
  dtypes: "arithmetic",
  value: (x, y) => x - y,
  compiled: "sub",
  jvp: [(t) => t, (t) => neg(t)],
  transpose: [(ct) => ct, (ct) => neg(ct)],
});

/**
 * x·y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @throws {@link DtypeError} when an integer array meets a number with a fraction.
 * @example
 * ```ts
 * mul([1, 2], [3, 4]); // array([3., 8.])
 * ```
 */
export const mul: Binary<"arithmetic"> = binary({
  name: "mul",
  dtypes: "arithmetic",
  value: (x, y) => x * y,
  compiled: "mul",
  int32: Math.imul,
  // (xy)′ = x′y + xy′
  jvp: [(t, [, y]) => mul(t, y as NDArray), (t, [x]) => mul(x as NDArray, t)],
  transpose: [(ct, [, y]) => mul(ct, y as NDArray), (ct, [x]) => mul(ct, x as NDArray)],
});

/**
 * x / y; integers divide to floats.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * div([1, 2], 4); // array([0.25, 0.5 ])
 * ```
 */
export const div: Binary<"real"> = binary({
  name: "div",
  dtypes: "real",
  value: (x, y) => x / y,
  // (x/y)′ = x′/y − (x/y)·y′/y
  jvp: [
    (t, [, y]) => div(t, y as NDArray),
    (t, [, y], quotient) => neg(mul(quotient, div(t, y as NDArray))),
  ],
  transpose: [(ct, [, y]) => div(ct, y as NDArray), null],
});

/**
 * x to the power y. Like C and NumPy, 1 to any power is 1, that of NaN included, and −1 to an infinite one.
 *
 * @throws {@link DomainError} for negative powers of integers.
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * pow([1, 2, 3], 2); // array([1., 4., 9.])
 * ```
 */
export const pow: Binary<"arithmetic"> = binary({
  name: "pow",
  dtypes: "arithmetic",
  value: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
  int32: integerPower,
  // (xʸ)′ = y xʸ⁻¹ x′ + log x · xʸ y′, without the zero factors that meet infinities at x = 0
  jvp: [
    (t, [x, y]) => mul(t, powerSlope(x as NDArray, y as NDArray)),
    (t, [x], power) => mul(t, mul(logOfBase(x as NDArray), power)),
  ],
});

/** y·xʸ⁻¹, 0 for the constant x⁰. */
function powerSlope(x: NDArray, y: NDArray): NDArray {
  const constant = equal(y, 0);
  return mul(y, pow(x, sub(where(constant, onesLike(y), y), 1)));
}

/** log x where the derivative in the exponent exists, 0 at x = 0 (as in JAX). */
function logOfBase(x: NDArray): NDArray {
  return log(where(equal(x, 0), onesLike(x), x));
}

/** By repeated squaring, wrapping like the products it stands for. */
function integerPower(x: number, y: number): number {
  if (y < 0) {
    throw new DomainError(
      `pow: ${x} to the power ${y} is no integer; convert the array first: x.astype("float64")`,
    );
  }
  let result = 1;
  for (let base = x, bits = y; bits > 0; bits >>= 1, base = Math.imul(base, base)) {
    if (bits & 1) result = Math.imul(result, base);
  }
  return result;
}

/** The part that x has in the slope of an extremum z of x and y: all, none, or half of a tie. */
function shareOf(x: NDArray, y: NDArray, z: NDArray): NDArray {
  const attained = equal(x, z).astype(z.dtype);
  return div(attained, add(attained, equal(y, z).astype(z.dtype)));
}

/**
 * The larger of x and y; NaN when either is.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @throws {@link DtypeError} when an integer array meets a number with a fraction.
 * @example
 * ```ts
 * maximum([-1, 2], 0); // array([0., 2.])
 * ```
 */
export const maximum: Binary<"arithmetic"> = binary({
  name: "maximum",
  dtypes: "arithmetic",
  value: Math.max,
  jvp: [
    (t, [x, y], z) => mul(t, shareOf(x as NDArray, y as NDArray, z)),
    (t, [x, y], z) => mul(t, shareOf(y as NDArray, x as NDArray, z)),
  ],
});

/**
 * The smaller of x and y; NaN when either is.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @throws {@link DtypeError} when an integer array meets a number with a fraction.
 * @example
 * ```ts
 * minimum([-1, 2], 0); // array([-1.,  0.])
 * ```
 */
export const minimum: Binary<"arithmetic"> = binary({
  name: "minimum",
  dtypes: "arithmetic",
  value: Math.min,
  jvp: [
    (t, [x, y], z) => mul(t, shareOf(x as NDArray, y as NDArray, z)),
    (t, [x, y], z) => mul(t, shareOf(y as NDArray, x as NDArray, z)),
  ],
});

/**
 * −x
 *
 * @example
 * ```ts
 * neg([1, -2]); // array([-1.,  2.])
 * ```
 */
export const neg: Unary<"arithmetic"> = unary({
  name: "neg",
  dtypes: "arithmetic",
  value: (x) => -x,
  jvp: [(t) => neg(t)],
  transpose: [(ct) => neg(ct)],
});

/**
 * |x|; its derivative at 0 is 1, as in JAX.
 *
 * @example
 * ```ts
 * abs([1, -2]); // array([1., 2.])
 * ```
 */
export const abs = unary({
  name: "abs",
  dtypes: "arithmetic",
  value: Math.abs,
  jvp: [(t, [x]) => where(less(x as NDArray, 0), neg(t), t)],
});

/**
 * −1, 0 or 1; its derivative counts as 0.
 *
 * @example
 * ```ts
 * sign([-3, 0, 2]); // array([-1.,  0.,  1.])
 * ```
 */
export const sign = unary({ name: "sign", dtypes: "arithmetic", value: Math.sign, jvp: [null] });
