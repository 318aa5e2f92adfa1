import { emitDisplay } from "./display.js";
import { jacobianDisplay } from "./jacobian/bundle.js";
import {
  blockedMatrix,
  isBlocked,
  jacobianMatrix,
  type BlockedJacobian,
} from "./jacobian/matrix.js";
import type { Labels } from "./matrix/surroundings.js";
import type { Words } from "./values.js";

/** What stands around a Jacobian. */
export interface JacobianOptions {
  /** Defaults to `Jacobian`. */
  readonly title?: Words;
  /** One an output, in the order of the rows, e.g. the class of its example. */
  readonly labels?: Labels;
}

/**
 * Shows a Jacobian: the whole as a heat map of outputs × parameters, the Frobenius norm of each block (an
 * array of parameters by an example, where the outputs have more than one axis), shares of zeros, singular
 * values (up to 256 outputs or parameters), and any block in the shape of its weight, kernels of
 * convolutions as images.
 *
 * @param jacobian - what `empirical.jacobianOf` gives; or of the structure of `params`, each leaf
 *   [...outputs, ...shape of the parameter], as `jacobian(f)(params)` gives it
 * @param params - the parameters it was taken at; only their shapes count
 * @throws {@link ShapeError} when the trees differ, a leaf's last axes are not its parameter's, or the
 *   leaves have different outputs.
 * @example
 * ```ts
 * const params = { w: array([1, 2]), b: array(0.5) };
 * const f = ({ w, b }: typeof params) => matmul([[1, 0], [0, 3]], w).add(b);
 * show.jacobian(jacobian(f)(params), params);
 * ```
 */
export function jacobian(jacobian: BlockedJacobian, options?: JacobianOptions): void;
export function jacobian(jacobian: unknown, params: unknown, options?: JacobianOptions): void;
export function jacobian(
  jacobian: unknown,
  second: unknown = {},
  options: JacobianOptions = {},
): void {
  const caller = "show.jacobian";
  const display = isBlocked(jacobian)
    ? jacobianDisplay(caller, blockedMatrix(jacobian), second as JacobianOptions)
    : jacobianDisplay(caller, jacobianMatrix(caller, jacobian, second), options);
  emitDisplay(display);
}
