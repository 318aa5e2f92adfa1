import { sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { choleskySolve, matmul } from "../linalg/index.js";
import { checkOptions } from "../options.js";
import { diagonalise, type EigenKernel } from "./eigen-kernel.js";
import { factorise } from "./factorise.js";
import type { FloatArray } from "./float-array.js";
import { lazily } from "./lazily.js";
import { checkedLearningRate, type Descent } from "./learning-rate.js";
import { checkRegularisation, type Regularisation } from "./regularise.js";
import { moved, solved } from "./spectral-decay.js";
import { spectralSlices } from "./spectral-slices.js";
import { atTimes } from "./times.js";
import { trainingCurve, type Slice, type Start, type TrainingCurve } from "./training-curve.js";
import { readTrainingSet } from "./training-set.js";

export interface GradientDescentMseOptions extends Descent, Regularisation {}

export const MSE_OPTIONS = ["learningRate", "diagReg", "diagRegAbsoluteScale"];

/**
 * The outputs of an infinitely wide network while gradient descent with a small learning rate
 * minimises the squared loss L = ½ mean (f − y)², the mean over all N targets, in closed form:
 *
 *     f_t = f₀ + (e^{−ηΘt/N} − I)(f₀ − y),   f*_t = f*₀ + Θ_td Θ⁻¹ (e^{−ηΘt/N} − I)(f₀ − y).
 *
 * At finite times by the kernel's eigenvectors, also where it is singular; at the end, t = ∞, by its
 * Cholesky factor. Each is computed once, when first needed.
 *
 * Source: Lee et al. 2019, Wide neural networks of any depth evolve as linear models under gradient
 * descent, eq. 10 and 11. Conventions are those of neural-tangents' `gradient_descent_mse`.
 *
 * @param kTrainTrain - Θ: (train × train), or with two more axes of outputs where it couples them.
 * @param yTrain - (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities in an
 *   argument, for an option that does not exist, and (from the curve) for an indefinite kernel, or a
 *   singular one at t = ∞, without a sufficient `diagReg`.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const curve = predict.gradientDescentMse([[2, 1], [1, 2]], [1, 0]);
 * curve(1).fxTrain; // array([0.58516959, 0.19170025])
 * curve(null, 0, 0, [[1, 0.5]]).fxTest; // array([0.5])
 * ```
 */
export function gradientDescentMse(
  kTrainTrain: ArrayInput,
  yTrain: ArrayInput,
  options: GradientDescentMseOptions = {},
): TrainingCurve {
  checkOptions("predict.gradientDescentMse", options, MSE_OPTIONS);
  checkRegularisation(options);
  const set = readTrainingSet(kTrainTrain, yTrain);
  const rate = checkedLearningRate(options) / set.y.size;
  const eigen = lazily(() => diagonalise(set.kernel, options));
  const factor = lazily(() => factorise(set.kernel, options));
  return trainingCurve(set, (start) =>
    atTimes(
      start.times,
      (finite) => duringTraining(eigen(), set.y, { ...start, times: finite.map((t) => t * rate) }),
      () => afterTraining(factor(), set.y, start),
    ),
  );
}

/** With C = Uᵀ(f₀ − y): f₀ + U (e^{−λτ} − 1) C, and f*₀ − (Θ_td U) (1 − e^{−λτ})/λ C. */
function duringTraining(
  { values, vectors }: EigenKernel,
  y: FloatArray,
  { times: taus, f0, test }: Start,
): Slice[] {
  const right = matmul(vectors, sub(f0, y), { transposeA: true });
  const change = spectralSlices({ left: vectors, values, right }, moved, taus);
  const train = change.map((slice) => sum(f0.data, slice));
  if (test === null) return train.map((slice) => ({ train: slice, test: [] }));
  const left = matmul(test.kernel, vectors);
  const learnt = spectralSlices({ left, values, right }, (...at) => -solved(...at), taus);
  return learnt.map((slice, k) => ({
    train: train[k] as Float64Array,
    test: sum(test.f0.data, slice),
  }));
}

const sum = (start: ArrayLike<number>, change: Float64Array): Float64Array =>
  change.map((value, i) => (start[i] as number) + value);

/** y, and f*₀ − Θ_td Θ⁻¹ (f₀ − y) */
function afterTraining(factor: FloatArray, y: FloatArray, { f0, test }: Start): Slice {
  if (test === null) return { train: y.data, test: [] };
  const learnt = matmul(test.kernel, choleskySolve(factor, sub(f0, y)));
  return { train: y.data, test: sub(test.f0, learnt).data };
}
