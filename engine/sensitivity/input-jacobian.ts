import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { eye } from "../array/sequences.js";
import { linearize } from "../autodiff/linearize.js";
import { jacobian } from "../autodiff/jacobian.js";
import { vmap } from "../autodiff/vmap.js";
import { reshape } from "../array/rearrange.js";
import { singularValues } from "../linalg/svd.js";
import { checkInterrupt } from "../platform/interrupt.js";

/**
 * ∂f(x_i)/∂x_i for each example of a batch: [examples, …outputs, …inputs].
 *
 * @param f - One example ↦ its outputs.
 * @param x - [examples, …inputs].
 * @example
 * ```ts
 * sensitivity.inputJacobians((x) => x.mul(x), [[1, 2]]); // array([[[2., 0.], [0., 4.]]])
 * ```
 */
export function inputJacobians(f: (example: NDArray) => NDArray, x: ArrayInput): NDArray {
  return vmap((example: NDArray) => jacobian(f)(example))(asArray(x));
}

/**
 * The singular values of a network's input–output Jacobian after each of its layers, at one input.
 * Where all stay near 1 through depth the network is dynamically isometric, and gradients neither vanish
 * nor explode (Saxe et al. 2014; Pennington et al. 2017).
 *
 * @param layers - Functions from each layer's input to its output.
 * @param x - One input.
 * @returns For each layer the singular values, descending.
 * @example
 * ```ts
 * sensitivity.jacobianSpectra([(h) => h.mul(2), (h) => h.mul([1, 3])], [1, 1])[1]; // array([6., 2.])
 * ```
 */
export function jacobianSpectra(
  layers: readonly ((h: NDArray) => NDArray)[],
  x: ArrayInput,
): NDArray[] {
  let h = asArray(x);
  let total: NDArray = eye(h.size);
  return layers.map((layer) => {
    checkInterrupt();
    // J_l = D_l J_{l−1}: the layer's tangent map on all columns at once.
    const [value, push] = linearize(layer, h);
    const { shape } = h;
    const columns = vmap((v: NDArray) => reshape(push(reshape(v, shape)), [-1]), {
      inAxes: 1,
      outAxes: 1,
    });
    total = columns(total);
    h = value;
    return singularValues(total);
  });
}
