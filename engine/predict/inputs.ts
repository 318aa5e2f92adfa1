import type { NDArray } from "../array/ndarray.js";
import { asWritten, formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import type { KernelFunction, KernelMatrices, KernelName } from "./blocks.js";
import { checkFinite } from "./finite.js";

/** Training inputs and targets, and the inputs to predict. */
export interface Inputs {
  readonly xTrain: NDArray;
  readonly yTrain: NDArray;
  readonly xTest: NDArray;
}

/**
 * Refuses inputs that do not fit together before a kernel is computed of them.
 *
 * @throws {@link ShapeError} with both shapes, {@link DomainError} for NaN and infinities.
 */
export function checkInputs({ xTrain, yTrain, xTest }: Inputs): void {
  if (xTrain.ndim < 1 || xTrain.shape[0] === 0) {
    throw new ShapeError(
      `predict: xTrain of shape ${formatShape(xTrain.shape)} holds no examples; expected [n, …] with n > 0`,
    );
  }
  if (yTrain.shape[0] !== xTrain.shape[0]) {
    throw new ShapeError(
      `predict: yTrain of shape ${formatShape(yTrain.shape)} does not fit xTrain of shape ${formatShape(xTrain.shape)}; expected one row for each of the ${xTrain.shape[0] as number} examples`,
    );
  }
  if (formatShape(xTest.shape.slice(1)) !== formatShape(xTrain.shape.slice(1))) {
    throw new ShapeError(
      `predict: xTest of shape ${formatShape(xTest.shape)} does not fit xTrain of shape ${formatShape(xTrain.shape)}; all lengths but the first must be equal`,
    );
  }
  checkFinite("xTrain", xTrain);
  checkFinite("yTrain", yTrain);
  checkFinite("xTest", xTest);
}

/**
 * The kernels that a kernel function gives.
 *
 * @throws {@link ShapeError} when it gives something else, as a function of one matrix does.
 */
export function kernelsOf(
  kernel: KernelFunction,
  x1: NDArray,
  x2: NDArray | null,
  names: readonly KernelName[],
): KernelMatrices {
  const given: unknown = kernel(x1, x2, names);
  const missing = names.find((name) => !(isRecord(given) && given[name] !== undefined));
  if (missing === undefined) return given as KernelMatrices;
  throw new ShapeError(
    `predict: the kernel function gave ${asWritten(given)} without "${missing}"; give that of a network, net.kernel, or a function (x1, x2, get) whose result has the matrices of the kernels asked for by name`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * A network in the place of its kernel is easily passed.
 *
 * @throws {@link DomainError} for what is no function.
 */
export function checkKernel(caller: string, kernel: unknown): void {
  if (typeof kernel === "function") return;
  throw new DomainError(
    `${caller}: the first argument is no kernel function; give that of a network: net.kernel`,
  );
}
