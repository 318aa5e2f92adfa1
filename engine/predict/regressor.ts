import type { FloatDtype } from "../array/dtype.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { blockReader, type KernelMatrices, type KernelName } from "./blocks.js";
import { diagonalise, type EigenKernel } from "./eigen-kernel.js";
import { factorise } from "./factorise.js";
import { checkFinite } from "./finite.js";
import type { FloatArray } from "./float-array.js";
import { checkRegularisation, regularise, type Regularisation } from "./regularise.js";

/** A training set under several kernels, each read, factorised and diagonalised at most once. */
export interface Regressor {
  readonly train: number;
  readonly outputs: Shape;
  readonly dtype: FloatDtype;
  /** (train × outputs) */
  readonly y: FloatArray;
  /** K_dd, without regularisation. */
  readonly kernel: (name: KernelName) => FloatArray;
  /** K_dd + λI */
  readonly regularised: (name: KernelName) => FloatArray;
  /** L Lᵀ = K_dd + λI */
  readonly factor: (name: KernelName) => FloatArray;
  /** U diag(λ_k) Uᵀ = K_dd + λI */
  readonly eigen: (name: KernelName) => EigenKernel;
}

/**
 * @param kTrainTrain - Read when a kernel is first needed.
 * @throws {@link ShapeError} when the targets do not fit, {@link DomainError} when they are not finite.
 */
export function makeRegressor(
  kTrainTrain: KernelMatrices,
  targets: NDArray,
  { train, dtype, ...regularisation }: { train: number; dtype: FloatDtype } & Regularisation,
): Regressor {
  checkRegularisation(regularisation);
  const read = blockReader({ kTrainTrain, kTestTrain: {} }, { train, test: 0, dtype });
  const kernel = memoised((name: KernelName) => read("kTrainTrain", name));
  return {
    train,
    dtype,
    outputs: targets.shape.slice(1),
    y: targetColumns(targets, train, dtype),
    kernel,
    regularised: memoised((name) => regularise(kernel(name), regularisation)),
    factor: memoised((name) => factorise(kernel(name), regularisation)),
    eigen: memoised((name) => diagonalise(kernel(name), regularisation)),
  };
}

function memoised<T>(make: (name: KernelName) => T): (name: KernelName) => T {
  const made = new Map<KernelName, T>();
  return (name) => {
    const value = made.get(name) ?? make(name);
    made.set(name, value);
    return value;
  };
}

/** Targets as a matrix (train × outputs). */
function targetColumns(targets: NDArray, train: number, dtype: FloatDtype): FloatArray {
  if (targets.ndim < 1 || targets.shape[0] !== train || train === 0) {
    throw new ShapeError(
      `predict: yTrain of shape ${formatShape(targets.shape)} does not fit a kernel of ${train} training rows; expected [${train}] or [${train}, outputs]`,
    );
  }
  checkFinite("yTrain", targets);
  return reshape(astype(targets, dtype), [train, -1]);
}
