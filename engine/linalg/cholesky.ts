import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { choleskyInto } from "../wasm/cholesky.js";
import { asSquares, matrixOf, pieceOf, type RealOf } from "./stack.js";

/**
 * The lower Cholesky factors L of symmetric positive definite matrices, A = L Lᵀ. Only the lower
 * triangle of `a` is read.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n], zero above the diagonal.
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link NotPositiveDefiniteError} naming the row (from 0) where a pivot is not positive.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * cholesky([[4, 2], [2, 5]]); // array([[2., 0.], [1., 2.]])
 * ```
 */
export function cholesky<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const array = asArray(a);
  const stack = asSquares("cholesky", "a", array, realDtype(array.dtype));
  const { dtype, count, rows: n } = stack;
  const out = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    const row = choleskyInto(pieceOf(out, i, n * n), matrixOf(stack, i), n);
    if (row >= 0) throw notPositiveDefinite(array, i, row);
  }
  return new NDArray(out, array.shape, dtype) as NDArray<RealOf<A>>;
}

function notPositiveDefinite({ shape, ndim }: NDArray, matrix: number, row: number) {
  const which = ndim > 2 ? ` number ${matrix} of ${formatShape(shape)}` : ` ${formatShape(shape)}`;
  return new NotPositiveDefiniteError(
    `cholesky: the matrix${which} is not positive definite: the pivot of row ${row} is not positive. Add a multiple of the identity (diagReg), or look for repeated rows and NaN`,
    row,
  );
}
