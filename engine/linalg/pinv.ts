import { mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { matmul } from "./matmul.js";
import { asRows, transposed } from "./matrix-parts.js";
import { reciprocals, type RankOptions } from "./numerical-rank.js";
import type { RealOf } from "./stack.js";
import { svd } from "./svd.js";

/**
 * The Moore–Penrose pseudo-inverses of matrices of any shape and rank, from the singular value
 * decomposition.
 *
 * @param a - [..., m, n].
 * @returns [..., n, m].
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * pinv([[2, 0], [0, 0]]); // array([[0.5, 0. ], [0. , 0. ]])
 * ```
 */
export function pinv<A extends ArrayInput>(a: A, options: RankOptions = {}): NDArray<RealOf<A>> {
  const array = asArray(a);
  const { u, s, vh } = svd(array);
  const weights = reciprocals(array, s, options);
  const v = mul(transposed(vh), asRows(weights));
  return matmul(v, transposed(u)) as NDArray<RealOf<A>>;
}
