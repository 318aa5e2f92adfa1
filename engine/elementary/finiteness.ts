import { equal } from "../array/comparison.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import { unary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";
import { checkOptions } from "../options.js";

/**
 * Whether each element is NaN.
 *
 * @example
 * ```ts
 * isNaN([1, NaN]); // array([False,  True])
 * ```
 */
export const isNaN = unary({
  name: "isNaN",
  dtypes: "comparison",
  value: (x) => Number(Number.isNaN(x)),
});

/**
 * Whether each element is neither infinite nor NaN.
 *
 * @example
 * ```ts
 * isFinite([1, NaN, Infinity]); // array([ True, False, False])
 * ```
 */
export const isFinite = unary({
  name: "isFinite",
  dtypes: "comparison",
  value: (x) => Number(Number.isFinite(x)),
});

/**
 * Whether each element is ∞ or −∞.
 *
 * @example
 * ```ts
 * isInf([1, NaN, -Infinity]); // array([False, False,  True])
 * ```
 */
export const isInf = unary({
  name: "isInf",
  dtypes: "comparison",
  value: (x) => Number(x === Infinity || x === -Infinity),
});

export interface NanToNumOptions {
  /** Instead of NaN; 0 unless given. */
  readonly nan?: number;
  /** Instead of ∞; the largest number of the dtype unless given. */
  readonly posInf?: number;
  /** Instead of −∞; the least number of the dtype unless given. */
  readonly negInf?: number;
}

/**
 * The array with finite numbers in the place of NaN and infinities. Their derivative is 0.
 *
 * @example
 * ```ts
 * nanToNum([1, NaN, Infinity], { posInf: 9 }); // array([1., 0., 9.])
 * ```
 */
export function nanToNum(x: ArrayInput, options: NanToNumOptions = {}): NDArray {
  checkOptions("nanToNum", options, ["nan", "posInf", "negInf"]);
  const array = asArray(x);
  if (!isFloat(array.dtype)) return array;
  const most = array.dtype === "float32" ? 3.4028234663852886e38 : Number.MAX_VALUE;
  const { nan = 0, posInf = most, negInf = -most } = options;
  const bounded = where(
    equal(array, Infinity),
    posInf,
    where(equal(array, -Infinity), negInf, array),
  );
  return where(isNaN(array), nan, bounded);
}
