import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { diagonals } from "./matrix-parts.js";
import type { RealOf } from "./stack.js";

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
  const array = asArray(a);
  if (array.ndim < 2) {
    throw new ShapeError(`trace: a has the shape ${formatShape(array.shape)}; it must be a matrix`);
  }
  const diagonal = diagonals(astype(array, realDtype(array.dtype)));
  return sum(diagonal, -1) as NDArray<RealOf<A>>;
}
