import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { qrInto } from "../wasm/householder-qr.js";
import { asStack, matrixOf, pieceOf, type RealOf } from "./stack.js";

/** `reduced`: Q is m × k, k = min(m, n); `complete`: Q is m × m. */
export interface QrOptions {
  readonly mode?: "reduced" | "complete";
}

/** A = Q R. */
export interface QrResult<D extends FloatDtype = FloatDtype> {
  /** Orthonormal columns: [..., m, k], or [..., m, m] when complete. */
  readonly q: NDArray<D>;
  /** Upper triangular: [..., k, n], or [..., m, n] when complete. */
  readonly r: NDArray<D>;
}

/**
 * A = Q R by blocked Householder reflectors. R's diagonal may be negative, as LAPACK's. float32 is
 * computed in float64 and rounded.
 *
 * @param a - [..., m, n].
 * @returns Q with orthonormal columns and upper triangular R.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * qr([[3, 1], [4, 2]]).r; // array([[-5. , -2.2], [ 0. , 0.4]])
 * ```
 */
export function qr<A extends ArrayInput>(
  a: A,
  { mode = "reduced" }: QrOptions = {},
): QrResult<RealOf<A>> {
  const array = asArray(a);
  const stack = asStack("qr", "a", array, realDtype(array.dtype));
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = mode === "complete" ? m : Math.min(m, n);
  const q = allocate(dtype, count * m * k, "anything");
  const r = allocate(dtype, count * k * n);
  for (let i = 0; i < count; i++) {
    const pieces = { q: pieceOf(q, i, m * k), r: pieceOf(r, i, k * n) };
    qrInto({ a: matrixOf(stack, i), m, n, k, ...pieces });
  }
  return {
    q: new NDArray(q, [...batch, m, k], dtype) as NDArray<RealOf<A>>,
    r: new NDArray(r, [...batch, k, n], dtype) as NDArray<RealOf<A>>,
  };
}
