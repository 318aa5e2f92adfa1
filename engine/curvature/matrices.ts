import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { hvp } from "../autodiff/hessian.js";
import { jacobian } from "../autodiff/jacobian.js";
import { vmap } from "../autodiff/vmap.js";
import { parameterVector } from "../core/parameter-vector.js";
import type { Arrays } from "../core/pytree.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { checkChoice } from "../options.js";
import { potentialOf, type Likelihood } from "./likelihood.js";

/** J, [outputs, parameters], in float64, with all outputs and all parameters in one row each. */
function jacobianMatrix(
  caller: string,
  f: (params: never) => NDArray,
  params: unknown,
): { readonly jacobian: NDArray; readonly outputs: NDArray; readonly shape: readonly number[] } {
  const vector = parameterVector(caller, params);
  const run = f as (params: unknown) => NDArray;
  const outputs = run(vector.toTree(vector.start));
  const flat = (x: NDArray): NDArray => reshape(run(vector.toTree(x)), [-1]);
  return {
    jacobian: jacobian(flat)(vector.start),
    outputs: reshape(outputs, [-1]),
    shape: outputs.shape,
  };
}

/**
 * JJᵀ or JᵀJ of the Jacobian of all outputs by all parameters. They have the same eigenvalues but for
 * zeros; JJᵀ is the tangent kernel of all outputs.
 *
 * @param side - "kernel" for JJᵀ, [outputs, outputs]; "parameters" for JᵀJ, in the order of the tree's
 *   leaves.
 * @example
 * ```ts
 * curvature.jacobianGram((w) => matmul([[1, 2], [3, 4]], w), [0, 0], "kernel"); // array([[ 5., 11.], [11., 25.]])
 * ```
 */
export function jacobianGram<Params>(
  f: (params: Arrays<Params>) => NDArray,
  params: Params,
  side: "kernel" | "parameters",
): NDArray {
  const caller = "curvature.jacobianGram";
  checkChoice(caller, "side", side, ["kernel", "parameters"]);
  const { jacobian: j } = jacobianMatrix(caller, f, params);
  return gram(j, { transpose: side === "parameters" });
}

/**
 * The generalised Gauss–Newton matrix Jᵀ H J, with H the Hessian of `loss` by f's outputs
 * (Schraudolph 2002). For more than some thousand parameters use `gaussNewtonProduct`.
 *
 * @returns [n, n] in the order of the leaves' elements.
 * @example
 * ```ts
 * curvature.gaussNewtonMatrix((w) => w, (y) => y.mul(y).sum(), [1, 2]); // array([[2., 0.], [0., 2.]])
 * ```
 */
export function gaussNewtonMatrix<Params>(
  f: (params: Arrays<Params>) => NDArray,
  loss: (outputs: NDArray) => NDArray,
  params: Params,
): NDArray {
  const found = jacobianMatrix("curvature.gaussNewtonMatrix", f, params);
  const ofFlat = (y: NDArray): NDArray => loss(reshape(y, found.shape));
  const curved = vmap((v: NDArray) => hvp<NDArray>(ofFlat, found.outputs, v), {
    inAxes: 1,
    outAxes: 1,
  })(found.jacobian);
  return matmul(transpose(found.jacobian), curved);
}

/**
 * The Fisher information Σ Jᵀ F J of a model over all its examples, exact: the expectation over the
 * model's own labels is taken in closed form (Martens 2020, §5), F = diag(p) − ppᵀ for a softmax and 1
 * for Gaussian noise of variance 1. It is the Gauss–Newton matrix of the negative log likelihood.
 *
 * @returns [n, n] in the order of the leaves' elements.
 * @example
 * ```ts
 * curvature.fisher((w) => w, [0, 0], "categorical"); // array([[ 0.25, -0.25], [-0.25, 0.25]])
 * ```
 */
export function fisher<Params>(
  f: (params: Arrays<Params>) => NDArray,
  params: Params,
  likelihood: Likelihood,
): NDArray {
  return gaussNewtonMatrix(f, potentialOf("curvature.fisher", likelihood), params);
}

/**
 * The uncentred covariance Σ g gᵀ of the gradients of each example's loss, which is often called the
 * empirical Fisher; it is not the Fisher information (Kunstner et al. 2019).
 *
 * @param losses - Parameters ↦ one loss for each example, [examples].
 * @returns [n, n] in the order of the leaves' elements.
 */
export function gradientCovariance<Params>(
  losses: (params: Arrays<Params>) => NDArray,
  params: Params,
): NDArray {
  const { jacobian: j } = jacobianMatrix("curvature.gradientCovariance", losses, params);
  return gram(j, { transpose: true });
}
