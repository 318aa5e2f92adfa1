// What rows of arrays of kernels [n, n, pixels, pixels] have with themselves.
import { mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { where } from "../array/where.js";

/** Where an example's pixel meets itself: [n, n, pixels, pixels]. */
export function diagonalMask({ shape }: NDArray): NDArray {
  const [n, , pixels] = shape as readonly [number, number, number];
  return mul(reshape(eye(n), [n, n, 1, 1]), eye(pixels)).astype("bool");
}

/** K(x, x) of every pixel: [n, pixels]. */
export function ownVariances(k: NDArray): NDArray {
  return where(diagonalMask(k), k, 0).sum([1, 3]);
}

/** The kernels of every example's pixels with each other: [n, pixels, pixels]. */
export function ownKernels(k: NDArray): NDArray {
  const [n = 0] = k.shape;
  return where(reshape(eye(n), [n, n, 1, 1]).astype("bool"), k, 0).sum(1);
}

/** Numbers of rows [n, pixels] as factors of the first and of the second of each pair. */
export function pairFactors(rows: NDArray): readonly [NDArray, NDArray] {
  const [n = 0, pixels = 0] = rows.shape;
  return [reshape(rows, [n, 1, pixels, 1]), reshape(rows, [1, n, 1, pixels])];
}
