import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { kernelMatrix, outputColumns, type Arrangement } from "./arrangement.js";
import type { FloatArray } from "./float-array.js";
import { checkSymmetric } from "./symmetric.js";

/** A train-train kernel and targets as matrices. */
export interface TrainingSet extends Arrangement {
  readonly kernel: FloatArray;
  readonly y: FloatArray;
}

/**
 * @param kTrainTrain - (train × train), or (train × train × output × output), one more pair for each
 *   further axis of the targets, as the finite NTK without traced axes.
 * @param yTrain - (train) or (train × outputs …).
 * @throws {@link ShapeError} when the shapes do not fit, {@link DomainError} for NaN and infinities and for a kernel
 *   that is not symmetric.
 */
export function readTrainingSet(kTrainTrain: ArrayInput, yTrain: ArrayInput): TrainingSet {
  const kernel = namedArray("predict: kTrainTrain", kTrainTrain);
  const targets = namedArray("predict: yTrain", yTrain);
  const [train = 0, ...outputs] = targets.shape;
  if (train === 0) {
    throw new ShapeError(
      `predict: yTrain of shape ${formatShape(targets.shape)} holds no targets; expected [n] or [n, outputs] with n > 0`,
    );
  }
  const coupled = targets.ndim > 1 && kernel.ndim === 2 * targets.ndim;
  const dtype = realDtype(promote(kernel.dtype, targets.dtype));
  const arrangement = { train, outputs, coupled, dtype };
  const matrix = kernelMatrix(arrangement, { name: "kTrainTrain", value: kernel }, train);
  checkSymmetric("kTrainTrain", matrix);
  return {
    ...arrangement,
    kernel: matrix,
    y: outputColumns(arrangement, { name: "yTrain", value: targets }, train),
  };
}

/** What test outputs start from, and the kernel that ties them to the training set. */
export interface TestSet {
  readonly kernel: FloatArray;
  readonly f0: FloatArray;
  readonly rows: number;
}

/** @throws {@link ShapeError} when the shapes do not fit, {@link DomainError} for NaN and infinities. */
export function readTestSet(
  set: Arrangement,
  fxTest0: ArrayInput,
  kTestTrain: ArrayInput,
): TestSet {
  const kernel = namedArray("predict: kTestTrain", kTestTrain);
  const rows = kernel.shape[0] ?? 0;
  return {
    rows,
    kernel: kernelMatrix(set, { name: "kTestTrain", value: kernel }, rows),
    f0: outputColumns(set, { name: "fxTest0", value: fxTest0 }, rows),
  };
}
