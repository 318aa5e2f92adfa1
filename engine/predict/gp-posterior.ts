import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { promote, realDtype } from "../array/promote.js";
import { reshape } from "../array/rearrange.js";
import { checkOptions } from "../options.js";
import { blockReader, presentBlock, type KernelBlocks } from "./blocks.js";
import type { FloatArray } from "./float-array.js";
import {
  OPTIONS,
  rolesOf,
  type GpInferenceOptions,
  type GpPosterior,
  type PosteriorName,
} from "./options.js";
import { ensembleCovariance, posteriorCovariance, posteriorMean } from "./posterior.js";
import { makeRegressor, type Regressor } from "./regressor.js";

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
  const targets = namedArray("predict: yTrain", yTrain);
  const { get, computeCov, ...regularisation } = options;
  const { dtype } = presentBlock(blocks, "kTestTrain", rolesOf(get).inverted);
  const regressor = makeRegressor(blocks.kTrainTrain, targets, {
    ...regularisation,
    train: targets.shape[0] ?? 0,
    dtype: realDtype(promote(dtype, targets.dtype)),
  });
  // The type parameter repeats what the option says, which TypeScript cannot follow.
  return posteriorOf(regressor, blocks, { get, computeCov: computeCov === true });
}

/** The posterior at the test rows whose blocks these are. */
export function posteriorOf(
  regressor: Regressor,
  blocks: KernelBlocks,
  { get, computeCov }: { readonly get: PosteriorName; readonly computeCov: boolean },
): GpPosterior {
  const { inverted, prior } = rolesOf(get);
  const { train, dtype, outputs, y } = regressor;
  const [test = 0] = presentBlock(blocks, "kTestTrain", inverted).shape;
  const read = blockReader(blocks, { train, test, dtype });
  const factor = regressor.factor(inverted);
  const regression = { factor, kTestTrain: read("kTestTrain", inverted), y };
  const covariance = (): FloatArray =>
    inverted === prior
      ? posteriorCovariance(regression, read("kTestTest", prior))
      : ensembleCovariance(regression, {
          kTrainTrain: regressor.kernel(prior),
          kTestTrain: read("kTestTrain", prior),
          kTestTest: read("kTestTest", prior),
        });
  return {
    mean: reshape(posteriorMean(regression), [test, ...outputs]),
    covariance: computeCov ? covariance() : null,
  };
}
