import { mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { matmul } from "./matmul.js";
import { asColumns, transposed } from "./matrix-parts.js";
import { ranks, reciprocals, type RankOptions } from "./numerical-rank.js";
import { svd } from "./svd.js";

/** The x for which ‖A x − b‖ is least, the shortest of them where there are many. */
export interface LstsqResult<D extends FloatDtype = FloatDtype> {
  /** [..., n, k], or [..., n] for a vector. */
  readonly x: NDArray<D>;
  /** ‖b − A x‖² of every right-hand side: [..., k], or [...]. */
  readonly residuals: NDArray<D>;
  /** The numerical rank of A: [...]. */
  readonly rank: NDArray<"int32">;
  /** A's singular values, descending: [..., min(m, n)]. */
  readonly singularValues: NDArray<D>;
}

/**
 * Least squares: the x that minimises ‖A x − b‖, the shortest where many do. By the singular value
 * decomposition, so that A may have any shape and rank. Batch axes broadcast.
 *
 * @param a - [..., m, n].
 * @param b - [..., m, k], or a vector of m.
 * @returns x, the squared residuals, A's rank and singular values.
 * @throws {@link ShapeError} when `a` is no matrix or `b` has not m rows.
 * @throws {@link DomainError} naming the first element of `a` that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).x; // array([1., 2.])
 * ```
 */
export function lstsq<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options: RankOptions = {},
): LstsqResult<ResultOf<"real", Common<A, B>>> {
  const [matrix, sides] = [asArray(a), asArray(b)];
  const dtype = realDtype(promote(matrix.dtype, sides.dtype));
  const isVector = sides.ndim === 1;
  const right = astype(isVector ? asColumns(sides) : sides, dtype);
  if (matrix.shape.at(-2) !== right.shape.at(-2)) {
    throw new ShapeError(
      `lstsq: a ${formatShape(matrix.shape)} and b ${formatShape(sides.shape)} do not fit: they must have as many rows`,
    );
  }
  const real = astype(matrix, dtype);
  const { u, s, vh } = svd(real);
  const weights = asColumns(reciprocals(real, s, options));
  const x = matmul(transposed(vh), mul(weights, matmul(transposed(u), right)));
  const residual = sub(right, matmul(real, x));
  const squares = sum(mul(residual, residual), -2);
  type D = ResultOf<"real", Common<A, B>>;
  return {
    x: (isVector ? reshape(x, x.shape.slice(0, -1)) : x) as NDArray<D>,
    residuals: (isVector ? reshape(squares, squares.shape.slice(0, -1)) : squares) as NDArray<D>,
    rank: ranks(real, s, options),
    singularValues: s as NDArray<D>,
  };
}
