import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { eigvalsh } from "../linalg/index.js";
import { checkOptions, checkWhole } from "../options.js";
import { kernelMatrix } from "./arrangement.js";
import type { FloatArray } from "./float-array.js";
import { checkedMomentum } from "./learning-rate.js";
import { checkSymmetric } from "./symmetric.js";

export interface MaxLearningRateOptions {
  /** How many targets there are, all outputs counted; the kernel's rows unless given. */
  readonly yTrainSize?: number;
  /** 0 unless given. */
  readonly momentum?: number;
}

/**
 * The largest learning rate at which gradient descent on L = ½ mean (f − y)² still converges, for an
 * infinitely wide network: 2(1 + μ)N/λ_max, with momentum μ and N targets.
 *
 * Source: Lee et al. 2019, Wide neural networks of any depth evolve as linear models under gradient
 * descent, section 2; with momentum the bound for a quadratic, Goh 2017, Why momentum really works.
 *
 * @param kTrainTrain - The NTK of the training inputs, (train × train), or with coupled outputs
 *   (train × train × output × output).
 * @throws {@link ShapeError} when it is not square; {@link DomainError} for NaN or infinities, for a
 *   kernel that is not symmetric, or when no eigenvalue is positive.
 * @example
 * ```ts
 * predict.maxLearningRate([[2, 0], [0, 4]], { yTrainSize: 2 }); // 1
 * ```
 */
export function maxLearningRate(
  kTrainTrain: ArrayInput,
  options: MaxLearningRateOptions = {},
): number {
  checkOptions("predict.maxLearningRate", options, ["yTrainSize", "momentum"]);
  const kernel = squareKernel(namedArray("predict: kTrainTrain", kTrainTrain));
  const { yTrainSize = kernel.shape[0] ?? 0, momentum = 0 } = options;
  checkWhole("predict.maxLearningRate", "yTrainSize", yTrainSize, 1);
  const largest = eigvalsh(kernel).data.at(-1) ?? 0;
  if (largest > 0) return (2 * (1 + checkedMomentum(momentum)) * yTrainSize) / largest;
  throw new DomainError(
    `predict.maxLearningRate: the largest eigenvalue of kTrainTrain is ${largest}; it must be positive`,
  );
}

function squareKernel(kernel: NDArray): FloatArray {
  const [train = 0, columns, ...pairs] = kernel.shape;
  if (kernel.ndim < 2 || kernel.ndim % 2 === 1 || train !== columns || train === 0) {
    throw new ShapeError(
      `predict.maxLearningRate: kTrainTrain has shape ${formatShape(kernel.shape)}; expected [n, n], or [n, n, outputs, outputs]`,
    );
  }
  const outputs = pairs.filter((_, axis) => axis % 2 === 0);
  const arrangement = {
    train,
    outputs,
    coupled: outputs.length > 0,
    dtype: realDtype(kernel.dtype),
  };
  const matrix = kernelMatrix(arrangement, { name: "kTrainTrain", value: kernel }, train);
  checkSymmetric("kTrainTrain", matrix);
  return matrix;
}
