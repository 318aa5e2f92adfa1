import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { Shape } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { checkOptions } from "../options.js";
import { blockSource, type BlockSource } from "./block-source.js";
import { blockReader, presentBlock, type KernelBlocks, type KernelFunction } from "./blocks.js";
import { ensembleMoments, type Moments } from "./ensemble-moments.js";
import {
  checkEnsembleOptions,
  type EnsembleName,
  type EnsembleOptions,
  type EnsemblePredictor,
} from "./ensemble-options.js";
import { posteriorOf } from "./gp-posterior.js";
import { MSE_OPTIONS, type GradientDescentMseOptions } from "./gradient-descent-mse.js";
import { checkInputs, checkKernel } from "./inputs.js";
import { checkedLearningRate } from "./learning-rate.js";
import { neededKernels, type GpPosterior } from "./options.js";
import { makeRegressor, type Regressor } from "./regressor.js";
import { stacked } from "./stacked.js";
import { atTimes, readTimes, type Time } from "./times.js";

/**
 * The outputs of infinitely wide networks from random starts, while gradient descent with a small
 * learning rate minimises L = ½ mean (f − y)²: a Gaussian process at every time. With K the NNGP and Θ
 * the NTK kernel, d for train, t for test, τ = ηt/N and N the number of all targets:
 *
 * - `nngp`, only the readout trained: mean K_td K⁻¹(I − e^{−Kτ}) y, covariance
 *   K_tt − K_td K⁻¹(I − e^{−2Kτ}) K_dt
 * - `ntk`, all layers trained: with A = Θ_td Θ⁻¹(I − e^{−Θτ}), mean A y, covariance
 *   K_tt + A K_dd Aᵀ − A K_dt − K_td Aᵀ
 *
 * The train-train kernel is computed and diagonalised once for all calls of the predictor; at the end,
 * t = ∞, the predictor gives what `gpInference` gives.
 *
 * Source: Lee et al. 2019, Wide neural networks of any depth evolve as linear models under gradient
 * descent, equations 13 to 16. Conventions are those of neural-tangents'
 * `gradient_descent_mse_ensemble`.
 *
 * @param kernel - A network's kernel function.
 * @param xTrain - Shape (train × …).
 * @param yTrain - Shape (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities in an
 *   argument, for an option that does not exist, and (from the predictor) for an indefinite kernel, or a
 *   singular one at t = ∞, without a sufficient `diagReg`.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const ensemble = predict.gradientDescentMseEnsemble(kernel, [[1, 0], [0, 1]], [1, -1]);
 * const moments = ensemble([1, 10, 100], [[1, 1]], { get: "ntk", computeCov: true });
 * moments.covariance.shape; // [3, 1, 1]
 * ```
 */
export function gradientDescentMseEnsemble(
  kernel: KernelFunction,
  xTrain: ArrayInput,
  yTrain: ArrayInput,
  options: GradientDescentMseOptions = {},
): EnsemblePredictor {
  checkOptions("predict.gradientDescentMseEnsemble", options, MSE_OPTIONS);
  checkKernel("predict.gradientDescentMseEnsemble", kernel);
  const x = namedArray("predict: xTrain", xTrain);
  const targets = namedArray("predict: yTrain", yTrain);
  checkInputs({ xTrain: x, yTrain: targets, xTest: x });
  const { learningRate, ...regularisation } = options;
  const source = blockSource(kernel, { xTrain: x, yTrain: targets });
  const regressor = makeRegressor(source.kTrainTrain, targets, {
    ...regularisation,
    train: x.shape[0] ?? 0,
    dtype: realDtype(promote(x.dtype, targets.dtype)),
  });
  const rate = checkedLearningRate({ learningRate }) / targets.size;
  return predictorOf(regressor, source, rate);
}

/** @param rate - η/N */
function predictorOf(regressor: Regressor, source: BlockSource, rate: number): EnsemblePredictor {
  const momentsDuring = ensembleMoments(regressor);
  const predictor = (t: Time, xTest: ArrayInput | null, options: EnsembleOptions): GpPosterior => {
    checkEnsembleOptions(options);
    const { get, computeCov = false } = options;
    const { values: times, shape } = readTimes(t);
    const needs = { names: neededKernels(options), computeCov };
    const blocks =
      xTest === null
        ? ownBlocks(source.blocksAt(null, needs), regressor, get)
        : source.blocksAt(xTest, needs);
    const [test = 0] = presentBlock(blocks, "kTestTrain", get).shape;
    const read = blockReader(blocks, { ...regressor, test });
    const moments = atTimes(
      times,
      (finite) => momentsDuring(get, read, { taus: finite.map((time) => time * rate), computeCov }),
      () => flat(posteriorOf(regressor, blocks, { get, computeCov })),
    );
    return stackedMoments(moments, { times: shape, test, regressor, computeCov });
  };
  // The type parameter repeats what the option says, which TypeScript cannot follow.
  return predictor;
}

/**
 * What is learnt of the training inputs themselves is the regularised kernel's: mean (I − e^{−K_λ τ}) y, so
 * that the targets are reached in the end.
 */
function ownBlocks(blocks: KernelBlocks, regressor: Regressor, get: EnsembleName): KernelBlocks {
  const regularised = { ...blocks.kTrainTrain, [get]: regressor.regularised(get) };
  return {
    kTrainTrain: blocks.kTrainTrain,
    kTestTrain: regularised,
    kTestTest: get === "nngp" ? regularised : blocks.kTrainTrain,
  };
}

const flat = ({ mean, covariance }: GpPosterior): Moments => ({
  mean: mean.data,
  covariance: covariance?.data ?? null,
});

interface Stacking {
  readonly times: Shape;
  readonly test: number;
  readonly regressor: Regressor;
  readonly computeCov: boolean;
}

function stackedMoments(
  moments: readonly Moments[],
  { times, test, regressor: { outputs, dtype }, computeCov }: Stacking,
): GpPosterior {
  const mean = stacked(
    dtype,
    moments.map((moment) => moment.mean),
    [...times, test, ...outputs],
  );
  if (!computeCov) return { mean, covariance: null };
  const covariances = moments.map(({ covariance }) => covariance ?? []);
  return { mean, covariance: stacked(dtype, covariances, [...times, test, test]) };
}
