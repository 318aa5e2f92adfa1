import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError, ShapeError } from "../errors.js";
import { solveFactoredInto, type Factors } from "../wasm/general-systems.js";
import { pairs } from "./batch-pairs.js";
import { factorsOf } from "./lu.js";
import { asSquares, asStack, matrixOf, pieceOf } from "./stack.js";

/** Whether Aᵀ X = B is solved instead of A X = B. */
export interface SolveOptions {
  readonly transpose?: boolean;
}

/**
 * Solves A X = B, or Aᵀ X = B, for square A by Gaussian elimination with partial pivoting. Batch axes of
 * `a` and `b` broadcast; each matrix of `a` is eliminated once. float32 is computed in float64 and rounded.
 *
 * @param a - [..., n, n].
 * @param b - [..., n, m], or a vector of n.
 * @returns X, [..., n, m], or a vector (a batch of them when `a` is one) for a vector.
 * @throws {@link ShapeError} when the matrices are not square or do not fit `b`.
 * @throws {@link DomainError} when a matrix is singular, naming the column without a pivot.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * solve([[2, 1], [1, 3]], [3, 5]); // array([0.8, 1.4])
 * ```
 */
export function solve<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  { transpose = false }: SolveOptions = {},
): NDArray<ResultOf<"real", Common<A, B>>> {
  const x = solveGeneral("solve", asArray(a), asArray(b), transpose);
  return x as NDArray<ResultOf<"real", Common<A, B>>>;
}

function solveGeneral(
  caller: string,
  matrix: NDArray,
  sides: NDArray,
  transpose: boolean,
): NDArray<FloatDtype> {
  const dtype = realDtype(promote(matrix.dtype, sides.dtype));
  const isVector = sides.ndim === 1;
  const a = asSquares(caller, "a", matrix, dtype);
  const b = asStack(caller, "b", isVector ? asColumn(sides) : sides, dtype);
  if (a.rows !== b.rows) {
    throw new ShapeError(
      `${caller}: a ${formatShape(matrix.shape)} has ${a.rows} rows, but b ${formatShape(sides.shape)} has ${b.rows}; they must be equal`,
    );
  }
  const factors = factorsOf(a);
  factors.forEach((factor) => checkPivots(caller, factor, a.rows));
  const { batch, list } = pairs(caller, a.batch, b.batch);
  const { rows: n, columns } = b;
  const out = allocate(dtype, list.length * n * columns, "anything");
  list.forEach(([i, j], k) => {
    const piece = pieceOf(out, k, n * columns);
    const system = { n, b: matrixOf(b, j), columns, out: piece, transpose };
    solveFactoredInto({ ...(factors[i] as Factors), ...system });
  });
  return new NDArray(out, isVector ? [...batch, n] : [...batch, n, columns], dtype);
}

function asColumn(vector: NDArray): NDArray {
  return new NDArray(vector.data, [vector.size, 1], vector.dtype);
}

/** @throws {@link DomainError} where U has a zero on its diagonal. */
export function checkPivots(caller: string, { lu }: Factors, n: number): void {
  for (let i = 0; i < n; i++) {
    if (lu[i * (n + 1)] !== 0) continue;
    throw new DomainError(
      `${caller}: a is singular: column ${i} has no pivot, it is a combination of the columns before it. Use pinv or lstsq, or add a multiple of the identity`,
    );
  }
}
