import type { ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { asReals, type FloatArray } from "./operands.js";
import { solveTriangular } from "./triangular-solve.js";

/**
 * Solves A X = B from the factor of A = L Lᵀ: L Y = B, then Lᵀ X = Y.
 *
 * @param l - The lower factor, as from `cholesky`: [..., n, n].
 * @param b - [..., n, m], or a vector of n; batch axes broadcast.
 * @returns X, of the shape of `b`.
 * @throws {@link ShapeError} when `l` is not square or `b` has not n rows.
 * @throws {@link DomainError} when a diagonal element of `l` is zero.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * choleskySolve(cholesky([[4, 2], [2, 5]]), [8, 12]); // array([1., 2.])
 * ```
 */
export function choleskySolve<L extends ArrayInput, B extends ArrayInput>(
  l: L,
  b: B,
): NDArray<ResultOf<"real", Common<L, B>>> {
  const [factor, sides] = asReals(l, b);
  const y = solveTriangular("choleskySolve", factor, sides, {});
  // What a batch of factors made of one vector is a batch of columns from here on.
  const columns = (sides.ndim === 1 ? reshape(y, [...y.shape, 1]) : y) as FloatArray;
  const x = solveTriangular("choleskySolve", factor, columns, { transpose: true });
  return reshape(x, y.shape) as NDArray<ResultOf<"real", Common<L, B>>>;
}
