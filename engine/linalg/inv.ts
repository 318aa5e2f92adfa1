import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { eye } from "../array/sequences.js";
import { asSquares, type RealOf } from "./operands.js";
import { solveWith } from "./solve.js";

/**
 * The inverses of square matrices, A X = 1. To solve a system, `solve` is quicker and more accurate.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} when a matrix is singular.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * inv([[2, 0], [0, 4]]); // array([[0.5 , 0. ], [0. , 0.25]])
 * ```
 */
export function inv<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const matrix = asSquares("inv", "a", a);
  const identity = eye(matrix.shape.at(-1) ?? 0, { dtype: matrix.dtype });
  return solveWith("inv", matrix, identity, { transpose: false }) as NDArray<RealOf<A>>;
}
