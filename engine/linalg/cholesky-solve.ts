import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { NDArray } from "../array/ndarray.js";
import { substitute } from "./triangular-solve.js";

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
  const factor = asArray(l);
  const sides = asArray(b);
  const y = substitute("choleskySolve", factor, sides, {});
  // What a batch of factors made of one vector is a batch of columns from here on.
  const columns = sides.ndim === 1 ? y.reshape([...y.shape, 1]) : y;
  const x = substitute("choleskySolve", factor, columns, { transpose: true });
  return x.reshape(y.shape) as NDArray<ResultOf<"real", Common<L, B>>>;
}
