import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";

/**
 * Rows that a kernel is made of, e.g. Jacobians or factors of them: [examples, diagonal, traced, paired,
 * terms]. Sums run over traced outputs and over terms.
 */
export type Rows = NDArray;

/** Θ[n, n′, d, f, f′] = Σ_tk A[n, d, t, f, k] A′[n′, d, t, f′, k]; one triangle where A′ is null. */
export function contractPairs(first: Rows, second: Rows | null): NDArray {
  const [n, d, , f] = lengthsOf(first);
  const [m, , , g] = lengthsOf(second ?? first);
  const left = sides(first);
  const product = second === null ? gram(left) : matmul(left, sides(second), { transposeB: true });
  return transpose(reshape(product, [d, n, f, m, g]), [1, 3, 0, 2, 4]);
}

/** [diagonal, examples·paired, traced·terms] */
function sides(rows: Rows): NDArray {
  const [n, d, t, f, k] = lengthsOf(rows);
  return reshape(transpose(rows, [1, 0, 3, 2, 4]), [d, n * f, t * k]);
}

/** Θ[n, 1, d, f, f′] = Σ_tk A[n, d, t, f, k] A′[n, d, t, f′, k]: each example with itself. */
export function contractSame(first: Rows, second: Rows | null): NDArray {
  const [n, d, , f] = lengthsOf(first);
  const left = ownSides(first);
  const product =
    second === null ? gram(left) : matmul(left, ownSides(second), { transposeB: true });
  return reshape(product, [n, 1, d, f, lengthsOf(second ?? first)[3]]);
}

function ownSides(rows: Rows): NDArray {
  const [n, d, t, f, k] = lengthsOf(rows);
  return reshape(transpose(rows, [0, 1, 3, 2, 4]), [n * d, f, t * k]);
}

function lengthsOf({ shape }: Rows): readonly [number, number, number, number, number] {
  return shape as readonly [number, number, number, number, number];
}
