import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { equal } from "../array/comparison.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { all } from "../array/reductions.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { blockSource } from "./block-source.js";
import type { KernelFunction } from "./blocks.js";
import { leaveOneOut, type LeaveOneOut } from "./evidence.js";
import { posteriorOf } from "./gp-posterior.js";
import { checkInputs, checkKernel } from "./inputs.js";
import { neededKernels, rolesOf, type PosteriorName } from "./options.js";
import { makeRegressor } from "./regressor.js";
import type { Regularisation } from "./regularise.js";

/** Options of `kernelRidge`. */
export interface KernelRidgeOptions extends Regularisation {
  /** Which kernel, by the posterior whose mean is predicted: `"ntk"` and `"ntkgp"` have the same. */
  readonly get: PosteriorName;
}

/** A regression that is trained: the kernel is computed and factorised once for all calls. */
export interface KernelRidge {
  /** Shape (test) or (test × outputs). */
  predict(xTest: ArrayInput): NDArray;
  /** The mean of the squared differences to yTest. */
  meanSquaredError(xTest: ArrayInput, yTest: ArrayInput): number;
  /**
   * R² = 1 − Σ(y − f)²/Σ(y − ȳ)², with means by output: 1 at best, 0 for predicting the mean of yTest.
   *
   * @throws {@link DomainError} when all rows of yTest are equal.
   */
  rSquared(xTest: ArrayInput, yTest: ArrayInput): number;
  /** Each training target as the others predict it, in closed form. */
  leaveOneOut(): LeaveOneOut;
}

/**
 * Kernel ridge regression, f(x) = k(x, X) (K + λI)⁻¹ y: the mean of `gpInference`, with its scores. Minimises
 * Σ (f(x_i) − y_i)² + λ‖f‖² over the functions of the kernel's Hilbert space.
 *
 * @param kernel - A network's kernel function.
 * @param xTrain - Shape (train × …).
 * @param yTrain - Shape (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities, an option that does not
 *   exist, and (from the methods) a kernel that is singular or indefinite without a sufficient `diagReg`.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const ridge = predict.kernelRidge(kernel, [[1, 0], [0, 1]], [1, -1], { get: "nngp" });
 * ridge.predict([[2, 1]]); // array([1.08398119])
 * ridge.rSquared([[1, 0], [0, 1]], [1, -1]); // nearly 1
 * ```
 */
export function kernelRidge(
  kernel: KernelFunction,
  xTrain: ArrayInput,
  yTrain: ArrayInput,
  options: KernelRidgeOptions,
): KernelRidge {
  const caller = "predict.kernelRidge";
  checkOptions(caller, options, ["get", "diagReg", "diagRegAbsoluteScale"]);
  checkKernel(caller, kernel);
  const x = namedArray("predict: xTrain", xTrain);
  const y = namedArray("predict: yTrain", yTrain);
  checkInputs({ xTrain: x, yTrain: y, xTest: x });
  const { get, ...regularisation } = options;
  const { inverted } = rolesOf(get);
  const needs = { names: neededKernels({ get }), computeCov: false };
  const source = blockSource(kernel, { xTrain: x, yTrain: y });
  const regressor = makeRegressor(source.kTrainTrain, y, {
    ...regularisation,
    train: x.shape[0] ?? 0,
    dtype: realDtype(promote(x.dtype, y.dtype)),
  });
  const predict = (xTest: ArrayInput): NDArray =>
    posteriorOf(regressor, source.blocksAt(xTest, needs), { get, computeCov: false }).mean;
  const residuals = (xTest: ArrayInput, truth: NDArray): NDArray => {
    const found = predict(xTest);
    if (sameShape(found.shape, truth.shape) && truth.size > 0) return found.sub(truth);
    throw new ShapeError(
      `${caller}: yTest of shape ${formatShape(truth.shape)} does not fit predictions of shape ${formatShape(found.shape)} of at least one row`,
    );
  };
  return {
    predict,
    meanSquaredError: (xTest, yTest) =>
      residuals(xTest, namedArray("predict: yTest", yTest)).pow(2).mean().item(),
    rSquared: (xTest, yTest) => {
      const truth = namedArray("predict: yTest", yTest);
      const left = residuals(xTest, truth).pow(2).sum().item();
      if (!all(equal(truth, truth.slice([0, 1]))).item()) {
        return 1 - left / truth.sub(truth.mean(0)).pow(2).sum().item();
      }
      throw new DomainError(
        `${caller}: rSquared compares with the spread of yTest, which holds nothing but ${JSON.stringify(truth.slice(0).toArray())}; give targets that differ, or ask for meanSquaredError`,
      );
    },
    leaveOneOut: () => {
      // Evaluates the kernel if nothing was predicted yet.
      source.blocksAt(null, needs);
      return leaveOneOut(regressor.kernel(inverted), y, regularisation);
    },
  };
}
