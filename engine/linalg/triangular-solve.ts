import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError, ShapeError } from "../errors.js";
import { solveInto } from "../wasm/triangular.js";
import { asMatrix, asSquare, type Matrix } from "./operands.js";

/** Whether Lᵀ X = B is solved instead of L X = B. */
export interface TriangularSolveOptions {
  readonly transpose?: boolean;
}

/**
 * Solves L X = B, or Lᵀ X = B, for lower triangular L by substitution, many right-hand sides at the
 * rate of a matrix product. Only the lower triangle of `l` is read.
 *
 * @param l - n × n.
 * @param b - n × m, or a vector of n.
 * @returns X, of the shape of `b`.
 * @throws {@link ShapeError} when `l` is not square or `b` has not n rows.
 * @throws {@link DomainError} when a diagonal element of `l` is zero.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * triangularSolve([[2, 0], [1, 2]], [4, 6]); // array([2., 2.])
 * ```
 */
export function triangularSolve<L extends ArrayInput, B extends ArrayInput>(
  l: L,
  b: B,
  { transpose = false }: TriangularSolveOptions = {},
): NDArray<ResultOf<"real", Common<L, B>>> {
  const x = substitute("triangularSolve", asArray(l), asArray(b), { transpose });
  return x as NDArray<ResultOf<"real", Common<L, B>>>;
}

/** The same for arrays, whatever is known of their dtypes. */
export function substitute(
  caller: string,
  matrix: NDArray,
  sides: NDArray,
  { transpose }: { readonly transpose: boolean },
): NDArray<FloatDtype> {
  const dtype = realDtype(promote(matrix.dtype, sides.dtype));
  const factor = asSquare(caller, "l", matrix, dtype);
  const right = asMatrix(caller, "b", asColumns(sides), dtype);
  checkSystem(caller, factor, right, sides);
  const { rows: n, columns } = right;
  const out = allocate(dtype, n * columns, "anything");
  solveInto({ out, l: factor.data, b: right.data, n, columns, transpose });
  return new NDArray(out, sides.shape, dtype);
}

/** A vector is one right-hand side. */
function asColumns(sides: NDArray): NDArray {
  return sides.ndim === 1 ? new NDArray(sides.data, [sides.size, 1], sides.dtype) : sides;
}

function checkSystem(
  caller: string,
  { data, rows: n }: Matrix,
  right: Matrix,
  sides: NDArray,
): void {
  if (right.rows !== n) {
    throw new ShapeError(
      `${caller}: b has the shape ${formatShape(sides.shape)}, but l has ${n} rows; b must have as many`,
    );
  }
  for (let i = 0; i < n; i++) {
    if (data[i * (n + 1)] === 0) {
      throw new DomainError(`${caller}: l is singular: its diagonal is zero at row ${i}`);
    }
  }
}
