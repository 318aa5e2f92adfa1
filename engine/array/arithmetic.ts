import { DomainError } from "../errors.js";
import { binary, unary } from "./elementwise.js";

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
export const add = binary({ name: "add", dtypes: "arithmetic", value: (x, y) => x + y });

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
export const sub = binary({ name: "sub", dtypes: "arithmetic", value: (x, y) => x - y });

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
export const mul = binary({
  name: "mul",
  dtypes: "arithmetic",
  value: (x, y) => x * y,
  int32: Math.imul,
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
export const div = binary({ name: "div", dtypes: "real", value: (x, y) => x / y });

/**
 * x to the power y. Like C and NumPy, 1 to any power is 1, that of NaN included.
 *
 * @throws {@link DomainError} for negative powers of integers.
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * pow([1, 2, 3], 2); // array([1., 4., 9.])
 * ```
 */
export const pow = binary({
  name: "pow",
  dtypes: "arithmetic",
  value: (x, y) => (x === 1 ? 1 : x ** y),
  int32: integerPower,
});

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
export const maximum = binary({ name: "maximum", dtypes: "arithmetic", value: Math.max });

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
export const minimum = binary({ name: "minimum", dtypes: "arithmetic", value: Math.min });

/**
 * −x
 *
 * @example
 * ```ts
 * neg([1, -2]); // array([-1.,  2.])
 * ```
 */
export const neg = unary({ name: "neg", dtypes: "arithmetic", value: (x) => -x });

/**
 * |x|
 *
 * @example
 * ```ts
 * abs([1, -2]); // array([1., 2.])
 * ```
 */
export const abs = unary({ name: "abs", dtypes: "arithmetic", value: Math.abs });
