import { div } from "../array/arithmetic.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import type { AnyFunction } from "../autodiff/flat-function.js";
import { hvp } from "../autodiff/hessian.js";
import { vmap } from "../autodiff/vmap.js";
import { factoredJacobians } from "../empirical/factor-terms.js";
import type { InputOf, ParamsOf } from "../empirical/options.js";
import { DomainError } from "../errors.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { potentialOf, type Likelihood } from "./likelihood.js";

/** The block of the Fisher information by one array of parameters, in factors. */
export interface KroneckerFactors {
  /** Where the array lies in the tree of parameters. */
  readonly path: string;
  readonly shape: Shape;
  /** A, the mean of a aᵀ over examples and places; null where the block itself is `cotangents`. */
  readonly inputs: NDArray | null;
  /** G = Σ δᵀ F δ over examples and places, with δ the Jacobian of the outputs by the layer's results. */
  readonly cotangents: NDArray;
}

/** Blocks without factors are formed for arrays of so many parameters. */
const LARGEST_BLOCK = 4096;

/**
 * Kronecker factors of the Fisher information (K-FAC; Martens & Grosse 2015, and for layers that are used at
 * many places its "expand" form, Grosse & Martens 2016; Eschenhagen et al. 2023): the block of a weight matrix
 * that meets inputs a is about A ⊗ G. Exact for one example at one place, and for linear networks with the
 * Gaussian likelihood. The expectation over labels is taken in closed form. Blocks of biases, scales and other
 * parameters without such form are exact and have no A.
 *
 * @param f - (params, x) ↦ outputs, with the examples on axis 0.
 * @returns One entry for each array of parameters that the outputs depend on; rows of A and G are in the order
 *   of the array's elements.
 * @throws {@link DomainError} for an f that mixes examples, and for more than 4096 parameters in an array whose
 *   use has no factors.
 * @example
 * ```ts
 * const f = (w: NDArray, x: NDArray) => matmul(x, w);
 * const [{ inputs, cotangents }] = curvature.kfac(f, array([[0], [0]]), [[1, 2]], "gaussian");
 * inputs; // array([[1., 2.], [2., 4.]])
 * cotangents; // array([[1.]])
 * ```
 */
export function kfac<F extends AnyFunction>(
  f: F,
  params: ParamsOf<F>,
  x: InputOf<F>,
  likelihood: Likelihood,
): KroneckerFactors[] {
  const caller = "curvature.kfac";
  const potential = potentialOf(caller, likelihood);
  const { outputs, parameters } = factoredJacobians(caller, f, params, x);
  return parameters.map(({ path, shape, known, moving }) => {
    if (known === null) checkSize(caller, path, shape);
    return {
      ...{ path, shape },
      inputs: known && meanSquare(known),
      cotangents: curved(potential, outputs, moving),
    };
  });
}

/** Mean of a aᵀ over vectors [n, t, length]. */
function meanSquare(vectors: NDArray): NDArray {
  const [n = 0, t = 0, length = 0] = vectors.shape;
  return div(gram(reshape(vectors, [n * t, length]), { transpose: true }), n * t);
}

/** Σ δᵀ F δ of Jacobians [n, outputs, t, moving], with F the potential's Hessian at the outputs. */
function curved(potential: (y: NDArray) => NDArray, outputs: NDArray, moving: NDArray): NDArray {
  const [n = 0, o = 0, t = 0, m = 0] = moving.shape;
  const columns = reshape(transpose(moving, [2, 3, 0, 1]), [t * m, ...outputs.shape]);
  const product = vmap((v: NDArray) => hvp<NDArray>(potential, outputs, v))(columns);
  const [left, right] = [columns, product].map((each) => reshape(each, [t, m, n * o]));
  return matmul(left as NDArray, right as NDArray, { transposeB: true }).sum(0);
}

function checkSize(caller: string, path: string, shape: Shape): void {
  if (sizeOf(shape) <= LARGEST_BLOCK) return;
  throw new DomainError(
    `${caller}: the use of params${path} has no Kronecker factors, and a block of its ${sizeOf(shape)} parameters would be too large; close over it in f, or use curvature.gaussNewtonProduct`,
  );
}
