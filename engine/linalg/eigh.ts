import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { eigenInto } from "../wasm/eigen/symmetric.js";
import { asSquares, checkFinite, matrixOf, pieceOf, type RealOf } from "./stack.js";

/** A = Q diag(λ) Qᵀ. */
export interface EighResult<D extends FloatDtype = FloatDtype> {
  /** λ, ascending: [..., n]. */
  readonly eigenvalues: NDArray<D>;
  /** Q, orthogonal, one eigenvector a column: [..., n, n]. */
  readonly eigenvectors: NDArray<D>;
}

/**
 * The eigenvalues and eigenvectors of symmetric matrices. Of a matrix that is not symmetric the
 * symmetric part (A + Aᵀ)/2 is taken. By blocked Householder tridiagonalisation and divide and conquer
 * (Gu & Eisenstat 1995).
 *
 * Backward stable: every eigenvalue is within a small multiple of ε‖A‖ of the true one, so that
 * eigenvalues below ε‖A‖ have no correct digits. float32 is computed in float64 and rounded. The sign
 * of an eigenvector is not determined, nor is the basis of the space of a repeated eigenvalue.
 *
 * @param a - [..., n, n].
 * @returns eigenvalues [..., n] and eigenvectors [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * eigh([[2, 1], [1, 2]]).eigenvalues; // array([1., 3.])
 * ```
 */
export function eigh<A extends ArrayInput>(a: A): EighResult<RealOf<A>> {
  const stack = symmetricStack("eigh", asArray(a));
  const { dtype, batch, count, rows: n } = stack;
  const values = allocate(dtype, count * n, "anything");
  const vectors = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    eigenInto({
      ...{ a: matrixOf(stack, i), n },
      ...{ values: pieceOf(values, i, n), vectors: pieceOf(vectors, i, n * n) },
    });
  }
  return {
    eigenvalues: new NDArray(values, [...batch, n], dtype) as NDArray<RealOf<A>>,
    eigenvectors: new NDArray(vectors, [...batch, n, n], dtype) as NDArray<RealOf<A>>,
  };
}

/**
 * The eigenvalues of symmetric matrices alone, ascending, at a fraction of the cost of `eigh`; see
 * there.
 *
 * @param a - [..., n, n].
 * @returns [..., n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * eigvalsh([[2, 1], [1, 2]]); // array([1., 3.])
 * ```
 */
export function eigvalsh<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const stack = symmetricStack("eigvalsh", asArray(a));
  const { dtype, batch, count, rows: n } = stack;
  const values = allocate(dtype, count * n, "anything");
  for (let i = 0; i < count; i++) {
    eigenInto({ a: matrixOf(stack, i), n, values: pieceOf(values, i, n) });
  }
  return new NDArray(values, [...batch, n], dtype) as NDArray<RealOf<A>>;
}

function symmetricStack(caller: string, array: NDArray) {
  const stack = asSquares(caller, "a", array, realDtype(array.dtype));
  checkFinite(caller, "a", stack);
  return stack;
}
