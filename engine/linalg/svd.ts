import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { svdInto } from "../wasm/singular/svd.js";
import { asStack, checkFinite, matrixOf, pieceOf, type RealOf } from "./stack.js";

/** Whether all of U (m × m) and Vᵀ (n × n) are computed; only what belongs to a singular value by default. */
export interface SvdOptions {
  readonly fullMatrices?: boolean;
}

/** A = U diag(s) Vᵀ. */
export interface SvdResult<D extends FloatDtype = FloatDtype> {
  /** Left singular vectors in columns: [..., m, k], k = min(m, n). */
  readonly u: NDArray<D>;
  /** Singular values, descending: [..., k]. */
  readonly s: NDArray<D>;
  /** Right singular vectors in rows: [..., k, n]. */
  readonly vh: NDArray<D>;
}

/**
 * The singular value decomposition A = U diag(s) Vᵀ, by blocked Householder bidiagonalisation and implicit
 * QR (Golub & Kahan 1965; Demmel & Kahan 1990).
 *
 * Backward stable: every singular value is within a small multiple of ε‖A‖ of the true one, so that
 * those below ε‖A‖ have no correct digits; U and V are orthogonal to working precision all the same.
 * float32 is computed in float64 and rounded. `fullMatrices` is false by default (NumPy's is true).
 *
 * @param a - [..., m, n].
 * @returns U, the singular values, and Vᵀ.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * svd([[0, 2], [1, 0]]).s; // array([2., 1.])
 * ```
 */
export function svd<A extends ArrayInput>(
  a: A,
  { fullMatrices = false }: SvdOptions = {},
): SvdResult<RealOf<A>> {
  const array = asArray(a);
  const stack = asStack("svd", "a", array, realDtype(array.dtype));
  checkFinite("svd", "a", stack);
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const [lefts, rights] = fullMatrices ? [m, n] : [k, k];
  const u = allocate(dtype, count * m * lefts, "anything");
  const s = allocate(dtype, count * k, "anything");
  const vh = allocate(dtype, count * rights * n, "anything");
  for (let i = 0; i < count; i++) {
    const pieces = { u: pieceOf(u, i, m * lefts), vh: pieceOf(vh, i, rights * n) };
    const vectors = { lefts, rights, ...pieces };
    svdInto({ a: matrixOf(stack, i), m, n, values: pieceOf(s, i, k), vectors });
  }
  return {
    u: new NDArray(u, [...batch, m, lefts], dtype) as NDArray<RealOf<A>>,
    s: new NDArray(s, [...batch, k], dtype) as NDArray<RealOf<A>>,
    vh: new NDArray(vh, [...batch, rights, n], dtype) as NDArray<RealOf<A>>,
  };
}

/**
 * The singular values alone, descending, at a fraction of the cost of `svd`; see there.
 *
 * @param a - [..., m, n].
 * @returns [..., min(m, n)].
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * singularValues([[0, 2], [1, 0]]); // array([2., 1.])
 * ```
 */
export function singularValues<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const array = asArray(a);
  const stack = asStack("singularValues", "a", array, realDtype(array.dtype));
  checkFinite("singularValues", "a", stack);
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const s = allocate(dtype, count * k, "anything");
  for (let i = 0; i < count; i++) {
    svdInto({ a: matrixOf(stack, i), m, n, values: pieceOf(s, i, k) });
  }
  return new NDArray(s, [...batch, k], dtype) as NDArray<RealOf<A>>;
}
