import { add } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import type { Node } from "./graph.js";

/** Covariances and tangent kernel of all rows with each other, [n, n, pixels, pixels]. */
export interface Moments {
  readonly nngp: NDArray;
  /** null for zero. */
  readonly ntk: NDArray | null;
}

/** The kernels of nodes that have been computed. */
export type MomentsOf = (node: Node) => Moments;

/** How many there are of x1, and of x1 and x2 together. */
export interface Examples {
  readonly n1: number;
  readonly n: number;
}

/** The same of both kernels. */
export const each = ({ nngp, ntk }: Moments, f: (k: NDArray) => NDArray): Moments => ({
  nngp: f(nngp),
  ntk: ntk && f(ntk),
});

/** The sum of tangent kernels of which null is zero. */
export function plus(a: NDArray | null, b: NDArray | null): NDArray | null {
  return a === null || b === null ? (a ?? b) : add(a, b);
}
