import type { NDArray } from "../array/ndarray.js";
import { hvp } from "../autodiff/hessian.js";
import { linearize } from "../autodiff/linearize.js";
import { vjp } from "../autodiff/vjp.js";
import type { Arrays } from "../core/pytree.js";

/**
 * The generalised Gauss–Newton matrix times a vector, G v = Jᵀ H J v, with J the Jacobian of `f` and H the
 * Hessian of `loss` by f's outputs (Schraudolph 2002): one tangent, one Hessian product of the loss, one
 * pullback; no matrix is formed. Where the loss is convex in the outputs, G is positive semidefinite.
 *
 * @param f - Parameters ↦ outputs, one array.
 * @param loss - Outputs ↦ one number.
 * @param params - A tree of floats.
 * @returns v ↦ G v for trees like the parameters.
 * @example
 * ```ts
 * const x = array([[1, 2], [3, 4]]);
 * const product = curvature.gaussNewtonProduct((w) => matmul(x, w), (y) => y.mul(y).sum(), array([0, 0]));
 * product(array([1, 0])); // 2 XᵀX (1, 0) = array([20., 28.])
 * ```
 */
export function gaussNewtonProduct<Params>(
  f: (params: Arrays<Params>) => NDArray,
  loss: (outputs: NDArray) => NDArray,
  params: Params,
): (direction: Params) => Arrays<Params> {
  const flat = f as (params: Params) => NDArray;
  const [outputs, push] = linearize(flat, params);
  const [, pullback] = vjp(flat, params);
  return (direction) => {
    const curved = hvp<NDArray>(loss, outputs, push(direction));
    const [gradient] = pullback(curved) as readonly [Arrays<Params>];
    return gradient;
  };
}
