import { div, mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { DtypeOf, ResultOf } from "../array/dtype-rule.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";

/**
 * The largest whole number that is not larger. The derivative of all roundings is 0.
 *
 * @example
 * ```ts
 * floor([1.5, -1.5]); // array([ 1., -2.])
 * ```
 */
export const floor = unary({ name: "floor", dtypes: "arithmetic", value: Math.floor, jvp: [null] });

/**
 * The smallest whole number that is not smaller.
 *
 * @example
 * ```ts
 * ceil([1.5, 0.5]); // array([2., 1.])
 * ```
 */
export const ceil = unary({ name: "ceil", dtypes: "arithmetic", value: Math.ceil, jvp: [null] });

/**
 * The nearest whole number, the even one of two, as in NumPy; with `decimals` the nearest multiple of
 * 10^−decimals, which may be negative: x·10^decimals is rounded, as NumPy does.
 *
 * @throws {@link DomainError} when `decimals` is no whole number.
 * @example
 * ```ts
 * round([0.5, 1.5, 2.7]); // array([0., 2., 3.])
 * round([3.14159, 2.71828], 2); // array([3.14, 2.72])
 * round(1234, -2); // array(1200.)
 * ```
 */
export function round<X extends ArrayInput>(
  x: X,
  decimals = 0,
): NDArray<ResultOf<"arithmetic", DtypeOf<X>>> {
  if (!Number.isInteger(decimals)) {
    throw new DomainError(`round: decimals is ${asWritten(decimals)}; use a whole number`);
  }
  const { dtype } = asArray(x);
  if (decimals === 0 || (decimals > 0 && !isFloat(dtype))) return roundWhole(x);
  const scale = 10 ** Math.abs(decimals);
  const rounded =
    decimals > 0 ? div(roundWhole(mul(x, scale)), scale) : mul(roundWhole(div(x, scale)), scale);
  return astype(rounded, dtype === "bool" ? "int32" : dtype) as NDArray<
    ResultOf<"arithmetic", DtypeOf<X>>
  >;
}

const roundWhole = unary({ name: "round", dtypes: "arithmetic", value: roundEven, jvp: [null] });

function roundEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest === 0.5) return below % 2 === 0 ? below : below + 1;
  // Keeps −0 and what is too large for a fraction.
  return rest === 0 ? x : rest < 0.5 ? below : below + 1;
}

/**
 * The whole number next to it towards 0.
 *
 * @example
 * ```ts
 * trunc([1.5, -1.5]); // array([ 1., -1.])
 * ```
 */
export const trunc = unary({ name: "trunc", dtypes: "arithmetic", value: Math.trunc, jvp: [null] });
