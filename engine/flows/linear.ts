import { add, mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { slogdet } from "../linalg/det.js";
import { matmul } from "../linalg/matmul.js";
import { solve } from "../linalg/solve.js";
import { orthogonal } from "../random/orthogonal.js";
import { flip } from "../structure/flip.js";
import { makeFlow, type Flow } from "./flow.js";

/** Weights, dim × dim. */
export interface LinearParams {
  readonly w: NDArray;
}

/**
 * y = x W, log |det| = log |det W|, beginning with a random rotation: Glow's 1×1 convolution (Kingma & Dhariwal
 * 2018) on one pixel.
 *
 * @example
 * ```ts
 * flows.linear().logDet({ w: array([[2, 0], [0, 3]]) }, [[1, 1]]); // log 6
 * ```
 */
export function linear(): Flow<LinearParams> {
  return makeFlow<LinearParams>({
    name: "linear",
    dim: ({ w }) => w.shape[0] ?? 0,
    init: (key, dim) => ({ w: orthogonal(key, dim) }),
    transform: ({ w }, x) => ({
      y: matmul(x, w),
      logDet: add(nothing(x), slogdet(w).logabsdet),
    }),
    inverse: ({ w }, y) => transpose(solve(transpose(w), transpose(y))),
  });
}

/**
 * The coordinates in reverse order, so that the next coupling changes those that this one kept.
 *
 * @example
 * ```ts
 * flows.compose(flows.affineCoupling(), flows.reverse(), flows.affineCoupling());
 * ```
 */
export function reverse(): Flow<readonly []> {
  return makeFlow<readonly []>({
    name: "reverse",
    init: () => [],
    transform: (_, x) => ({ y: flip(x, 1), logDet: nothing(x) }),
    inverse: (_, y) => flip(y, 1),
  });
}

/** A zero for each point. */
function nothing(x: NDArray): NDArray {
  return sum(mul(x, 0), 1);
}
