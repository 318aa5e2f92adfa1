import { add } from "../array/arithmetic.js";
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
  const product = inner(sides(first), second && sides(second));
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
  const product = inner(ownSides(first), second && ownSides(second));
  return reshape(product, [n, 1, d, f, lengthsOf(second ?? first)[3]]);
}

function ownSides(rows: Rows): NDArray {
  const [n, d, t, f, k] = lengthsOf(rows);
  return reshape(transpose(rows, [0, 1, 3, 2, 4]), [n * d, f, t * k]);
}

/** Terms that are summed one after the other. */
const LONGEST_SUM = 1 << 14;

/**
 * A A′ᵀ over the last axis. Products of matrices sum in order, so that n terms of one sign lose up to n u of
 * what they add up to: with millions of parameters half of float32's digits. Longer sums are added by halves.
 */
function inner(first: NDArray, second: NDArray | null, [from, to] = [0, lastOf(first)]): NDArray {
  if (to - from > LONGEST_SUM) {
    const half = from + LONGEST_SUM * Math.ceil((to - from) / (2 * LONGEST_SUM));
    return add(inner(first, second, [from, half]), inner(first, second, [half, to]));
  }
  const part = (rows: NDArray): NDArray =>
    to - from === lastOf(rows) ? rows : rows.slice([], [], [from, to]);
  if (second === null) return gram(part(first));
  return matmul(part(first), part(second), { transposeB: true });
}

const lastOf = ({ shape }: NDArray): number => shape.at(-1) ?? 0;

function lengthsOf({ shape }: Rows): readonly [number, number, number, number, number] {
  return shape as readonly [number, number, number, number, number];
}
