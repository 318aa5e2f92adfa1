import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { multiplyLowerHalf } from "../wasm/lower-half.js";
import type { FloatArray } from "./operands.js";

/**
 * T X for the lower half T of a symmetric matrix, T + Tᵀ = S: half of the multiplications of S X. It serves
 * symmetric forms, Xᵀ S X = P + Pᵀ with P = Xᵀ T X. Which entries of T are 0 is left open.
 *
 * @param s - [n, n], symmetric.
 * @param x - [n, columns], of the same dtype.
 */
export function lowerHalfProduct(s: FloatArray, x: FloatArray): FloatArray {
  const [n = 0, columns = 0] = x.shape;
  const out = allocate(s.dtype, n * columns, "anything");
  multiplyLowerHalf({ out, s: s.data, x: x.data, n, columns });
  return new NDArray(out, [n, columns], s.dtype);
}
