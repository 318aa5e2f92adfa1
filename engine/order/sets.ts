import { equal } from "../array/comparison.js";
import { asArray, full, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { take } from "../array/take.js";
import { logicalNot } from "../elementary/logic.js";
import { minimum } from "../array/arithmetic.js";
import { nonzero } from "./nonzero.js";
import { searchSorted } from "./search-sorted.js";
import { sort } from "./sort.js";
import { unique } from "./unique.js";

/**
 * Whether each element of x is among some values.
 *
 * @returns Of the shape of x.
 * @example
 * ```ts
 * isIn([1, 2, 3], [3, 1]); // array([ True, False,  True])
 * ```
 */
export function isIn(x: ArrayInput, values: ArrayInput): NDArray<"bool"> {
  const [array, candidates] = [asArray(x), reshape(asArray(values), [-1])];
  if (candidates.size === 0) return full(array.shape, false, { dtype: "bool" });
  const sorted = sort(candidates);
  const places = minimum(searchSorted(sorted, array), candidates.size - 1);
  return equal(take(sorted, places), array);
}

/**
 * The different values of two arrays together, ascending.
 *
 * @example
 * ```ts
 * union1d([1, 2], [2, 0]); // array([0., 1., 2.])
 * ```
 */
export function union1d(x: ArrayInput, y: ArrayInput): NDArray {
  return unique(concat([reshape(asArray(x), [-1]), reshape(asArray(y), [-1])])).values;
}

/**
 * The values that are in both arrays, ascending, each once.
 *
 * @example
 * ```ts
 * intersect1d([3, 1, 2], [2, 3, 5]); // array([2., 3.])
 * ```
 */
export function intersect1d(x: ArrayInput, y: ArrayInput): NDArray {
  const { values } = unique(x);
  return chosen(values, isIn(values, y));
}

/**
 * The values of x that are not in y, ascending, each once.
 *
 * @example
 * ```ts
 * setdiff1d([3, 1, 2], [2, 5]); // array([1., 3.])
 * ```
 */
export function setdiff1d(x: ArrayInput, y: ArrayInput): NDArray {
  const { values } = unique(x);
  return chosen(values, logicalNot(isIn(values, y)));
}

function chosen(values: NDArray, mask: NDArray<"bool">): NDArray {
  return take(values, reshape(nonzero(mask), [-1]));
}
