import { mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { bind, bindOne } from "../core/bind.js";
import type { Abstract } from "../core/primitive.js";
import { eigenInto } from "../wasm/eigen/symmetric.js";
import { inverseGaps } from "./gaps.js";
import { matmul } from "./matmul.js";
import { diagonals, symmetricPart } from "./matrix-parts.js";
import { defineMatrixFunction } from "./matrix-primitive.js";
import { asSquares, type FloatArray, type RealOf } from "./operands.js";
import { checkFinite, matrixOf, pieceOf, stackOf } from "./stack.js";

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
 * of an eigenvector is not determined, nor is the basis of the space of a repeated eigenvalue:
 * derivatives leave out how vectors turn within such a space, and are right for what does not depend on
 * it (sums of functions of the eigenvalues, projectors on whole spaces) to first order. Second derivatives
 * at equal eigenvalues miss the terms that were left out, and are wrong; near them they are right.
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
  const [values, vectors] = bind(eighPrimitive, [asSquares("eigh", "a", a)], undefined);
  return {
    eigenvalues: values as NDArray<RealOf<A>>,
    eigenvectors: vectors as NDArray<RealOf<A>>,
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
  const values = bindOne(eigvalshPrimitive, [asSquares("eigvalsh", "a", a)], undefined);
  return values as NDArray<RealOf<A>>;
}

const vectorOf = ({ shape, dtype }: Abstract): Abstract => ({ shape: shape.slice(0, -1), dtype });

/** Qᵀ dA Q */
function turned(tangent: NDArray, q: NDArray): NDArray {
  return matmul(matmul(q, symmetricPart(tangent), { transposeA: true }), q);
}

const eighPrimitive = defineMatrixFunction<undefined>({
  name: "eigh",
  value: (a) => decomposed(a as FloatArray),
  abstract: (a) => [vectorOf(a), a],
  // dλ_i = q_iᵀ dA q_i, dq_j = Σ_i q_i (q_iᵀ dA q_j)/(λ_j − λ_i)
  jvp: ({ outputs: [values, vectors] }, _a, tangent) => {
    const q = vectors as NDArray;
    const change = turned(tangent, q);
    return [diagonals(change), matmul(q, mul(inverseGaps(values as NDArray), change))];
  },
});

const eigvalshPrimitive = defineMatrixFunction<undefined>({
  name: "eigvalsh",
  value: (a) => [valuesOf(a as FloatArray)],
  abstract: (a) => [vectorOf(a)],
  jvp: (_point, a, tangent) => [diagonals(turned(tangent, eigh(a).eigenvectors))],
});

function decomposed(a: FloatArray): readonly NDArray[] {
  const stack = stackOf(a);
  checkFinite("eigh", "a", stack);
  const { dtype, batch, count, rows: n } = stack;
  const values = allocate(dtype, count * n, "anything");
  const vectors = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    const pieces = { values: pieceOf(values, i, n), vectors: pieceOf(vectors, i, n * n) };
    eigenInto({ a: matrixOf(stack, i), n, ...pieces });
  }
  return [new NDArray(values, [...batch, n], dtype), new NDArray(vectors, a.shape, dtype)];
}

function valuesOf(a: FloatArray): NDArray {
  const stack = stackOf(a);
  checkFinite("eigvalsh", "a", stack);
  const { dtype, batch, count, rows: n } = stack;
  const values = allocate(dtype, count * n, "anything");
  for (let i = 0; i < count; i++) {
    eigenInto({ a: matrixOf(stack, i), n, values: pieceOf(values, i, n) });
  }
  return new NDArray(values, [...batch, n], dtype);
}
