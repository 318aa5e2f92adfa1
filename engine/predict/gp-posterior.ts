import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { blockReader, presentBlock, type KernelBlocks } from "./blocks.js";
import { factorise } from "./factorise.js";
import { checkFinite } from "./finite.js";
import type { FloatArray } from "./float-array.js";
import { OPTIONS, rolesOf, type GpInferenceOptions, type GpPosterior } from "./options.js";
import { ensembleCovariance, posteriorCovariance, posteriorMean } from "./posterior.js";

/**
 * `gpInference` from kernel matrices that exist already.
 *
 * @param blocks - `kTrainTrain` (train × train), `kTestTrain` (test × train) and, for a covariance,
 *   `kTestTest` (test × test), each with the kernels that the posterior reads: `nngp` for `"nngp"`,
 *   `ntk` for `"ntkgp"` and for the mean of `"ntk"`, both for its covariance.
 * @param yTrain - Shape (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit or a block is missing; {@link DomainError} for NaN
 *   or infinities, for a kernel that is singular or indefinite without a sufficient `diagReg`, and for
 *   an option that does not exist.
 * @example
 * ```ts
 * const blocks = {
 *   kTrainTrain: { nngp: array([[2, 1], [1, 2]]) },
 *   kTestTrain: { nngp: array([[1, 0.5]]) },
 * };
 * predict.gpPosterior(blocks, [1, 0], { get: "nngp" }).mean; // array([0.5])
 * ```
 */
export function gpPosterior<C extends boolean = false>(
  blocks: KernelBlocks,
  yTrain: ArrayInput,
  options: GpInferenceOptions<C>,
): GpPosterior<C> {
  checkOptions("predict.gpPosterior", options, OPTIONS);
  const targets = asArray(yTrain);
  const { inverted, prior } = rolesOf(options.get);
  const kTestTrain = presentBlock(blocks, "kTestTrain", inverted);
  const [test = 0, train = 0] = kTestTrain.shape;
  const dtype = realDtype(promote(kTestTrain.dtype, targets.dtype));
  const y = targetColumns(targets, train, dtype);
  const read = blockReader(blocks, { train, test, dtype });
  const factor = factorise(read("kTrainTrain", inverted), options);
  const regression = { factor, kTestTrain: read("kTestTrain", inverted), y };
  const covariance = (): FloatArray =>
    inverted === prior
      ? posteriorCovariance(regression, read("kTestTest", prior))
      : ensembleCovariance(regression, {
          kTrainTrain: read("kTrainTrain", prior),
          kTestTrain: read("kTestTrain", prior),
          kTestTest: read("kTestTest", prior),
        });
  return {
    mean: reshape(posteriorMean(regression), [test, ...targets.shape.slice(1)]),
    // The type parameter repeats what the option says, which TypeScript cannot follow.
    covariance: (options.computeCov === true ? covariance() : null) as GpPosterior<C>["covariance"],
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
