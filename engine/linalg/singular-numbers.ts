// The numbers of singular value decompositions.
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { svdInto } from "../wasm/singular/svd.js";
import { checkFinite, matrixOf, pieceOf, stackOf } from "./stack.js";

/** U, s and Vᵀ of the matrices of a plain array. */
export function singularFactors(a: NDArray, size: "reduced" | "full"): readonly NDArray[] {
  const stack = stackOf(a);
  checkFinite("svd", "a", stack);
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const [lefts, rights] = size === "full" ? [m, n] : [k, k];
  const u = allocate(dtype, count * m * lefts, "anything");
  const s = allocate(dtype, count * k, "anything");
  const vh = allocate(dtype, count * rights * n, "anything");
  for (let i = 0; i < count; i++) {
    const pieces = { u: pieceOf(u, i, m * lefts), vh: pieceOf(vh, i, rights * n) };
    const vectors = { lefts, rights, ...pieces };
    svdInto({ a: matrixOf(stack, i), m, n, values: pieceOf(s, i, k), vectors });
  }
  return [
    new NDArray(u, [...batch, m, lefts], dtype),
    new NDArray(s, [...batch, k], dtype),
    new NDArray(vh, [...batch, rights, n], dtype),
  ];
}

/** The singular values alone. */
export function singularNumbers(a: NDArray): NDArray {
  const stack = stackOf(a);
  checkFinite("singularValues", "a", stack);
  const { dtype, batch, count, rows: m, columns: n } = stack;
  const k = Math.min(m, n);
  const s = allocate(dtype, count * k, "anything");
  for (let i = 0; i < count; i++) {
    svdInto({ a: matrixOf(stack, i), m, n, values: pieceOf(s, i, k) });
  }
  return new NDArray(s, [...batch, k], dtype);
}
