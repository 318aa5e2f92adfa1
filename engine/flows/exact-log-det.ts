import type { ArrayInput } from "../array/create.js";
import { asArray } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { jacfwd } from "../autodiff/jacobian.js";
import { vmap } from "../autodiff/vmap.js";
import { slogdet } from "../linalg/det.js";

/**
 * log |det ∂y/∂x| at each point, from the whole Jacobian: d passes and a determinant. For checking what a flow
 * says, and for small d.
 *
 * @param f - maps points [points, dim] to points, each by itself
 * @returns [points]
 * @example
 * ```ts
 * flows.exactLogDet((x) => x.mul(2), [[0, 1], [1, 1]]); // log 4, log 4
 * ```
 */
export function exactLogDet(f: (x: NDArray) => NDArray, x: ArrayInput): NDArray {
  return slogdet(jacobians(f, asArray(x))).logabsdet;
}

/** ∂y_i/∂x_j at each point, [points, dim, dim]. */
export function jacobians(f: (x: NDArray) => NDArray, x: NDArray): NDArray {
  const one = (point: NDArray) => f(point.reshape([1, -1])).reshape([-1]);
  return vmap((point: NDArray) => jacfwd(one)(point))(x);
}
