import { asArray, type ArrayInput } from "../array/create.js";
import type { DtypeOf, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { choleskyInto } from "../wasm/cholesky.js";
import { asSquare } from "./operands.js";

/**
 * The lower Cholesky factor L of a symmetric positive definite matrix, A = L Lᵀ. Only the lower
 * triangle of `a` is read.
 *
 * @param a - n × n.
 * @returns n × n, zero above the diagonal.
 * @throws {@link ShapeError} when `a` is not square.
 * @throws {@link NotPositiveDefiniteError} naming the row (from 0) where a pivot is not positive.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * cholesky([[4, 2], [2, 5]]); // array([[2., 0.], [1., 2.]])
 * ```
 */
export function cholesky<A extends ArrayInput>(a: A): NDArray<ResultOf<"real", DtypeOf<A>>> {
  const array = asArray(a);
  const dtype = realDtype(array.dtype);
  const { data, rows: n } = asSquare("cholesky", "a", array, dtype);
  const out = allocate(dtype, n * n, "anything");
  const row = choleskyInto(out, data, n);
  if (row < 0) return new NDArray(out, [n, n], dtype) as NDArray<ResultOf<"real", DtypeOf<A>>>;
  throw new NotPositiveDefiniteError(
    `cholesky: the matrix [${n}, ${n}] is not positive definite: the pivot of row ${row} is not positive. Add a multiple of the identity (diagReg), or look for repeated rows and NaN`,
    row,
  );
}
