import { equal } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";

// Vectors [n, t, length], or numbers [n, t] of rows of the identity.

/** All inner products: [n, t, n′, t′]; null as second: the same. */
export function knownPairs(first: NDArray, second: NDArray | null): NDArray {
  const other = second ?? first;
  const [n = 0, t = 0] = first.shape;
  const [m = 0, s = 0] = other.shape;
  if (first.ndim === 2) return equal(reshape(first, [n, t, 1, 1]), other);
  const rows = (x: NDArray): NDArray => reshape(x, [-1, x.shape[2] as number]);
  const products =
    second === null ? gram(rows(first)) : matmul(rows(first), rows(second), { transposeB: true });
  return reshape(products, [n, t, m, s]);
}

/** Those of each example and the one at its place: [n, t, t′]. */
export function knownSame(first: NDArray, second: NDArray): NDArray {
  const [n = 0, t = 0] = first.shape;
  if (first.ndim === 3) return matmul(first, second, { transposeB: true });
  return equal(reshape(first, [n, t, 1]), reshape(second, [n, 1, second.shape[1] as number]));
}
