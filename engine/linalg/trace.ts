import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { diagonals } from "./matrix-parts.js";
import { asMatrices, type RealOf } from "./operands.js";

/**
 * The sum of the diagonal, Σ A_ii. Integers are summed as floats.
 *
 * @param a - [..., m, n].
 * @returns [...].
 * @throws {@link ShapeError} when `a` is no matrix.
 * @example
 * ```ts
 * trace([[1, 2], [3, 4]]); // array(5.)
 * ```
 */
export function trace<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  return sum(diagonals(asMatrices("trace", "a", a)), -1) as NDArray<RealOf<A>>;
}
