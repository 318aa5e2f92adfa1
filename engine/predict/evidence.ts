// What a train-train kernel says of itself before any test: the evidence for it, and how well each
// observation is predicted from the others. Everything here is differentiable.
import { add, div, mul, neg, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { astype, diagonal, reshape } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { formatShape } from "../array/shape.js";
import { log } from "../array/transcendental.js";
import { knownValue } from "../core/known-value.js";
import { ShapeError } from "../errors.js";
import { choleskySolve } from "../linalg/cholesky-solve.js";
import { cholesky } from "../linalg/cholesky.js";
import { trace } from "../linalg/trace.js";
import { triangularSolve } from "../linalg/triangular-solve.js";
import { checkOptions } from "../options.js";
import { factoriseShifted } from "./factorise.js";
import { checkFinite } from "./finite.js";
import type { FloatArray } from "./float-array.js";
import { checkRegularisation, type Regularisation } from "./regularise.js";
import { checkSymmetric } from "./symmetric.js";

const OPTIONS = ["diagReg", "diagRegAbsoluteScale"];

/** A regression on training data: L Lᵀ = K + λI, the targets in columns, and (K + λI)⁻¹ y. */
interface Regression {
  readonly factor: NDArray;
  readonly targets: FloatArray;
  readonly weights: NDArray;
}

function regressionOf(
  caller: string,
  kernel: ArrayInput,
  yTrain: ArrayInput,
  regularisation: Regularisation,
): Regression {
  checkOptions(caller, regularisation, OPTIONS);
  const k = namedArray(`${caller}: kernel`, kernel);
  const y = namedArray(`${caller}: yTrain`, yTrain);
  const [n = 0, columns] = k.shape;
  if (k.ndim !== 2 || n !== columns || n === 0 || y.shape[0] !== n || y.ndim > 2) {
    throw new ShapeError(
      `${caller}: a kernel ${formatShape(k.shape)} and targets ${formatShape(y.shape)} do not fit; expected [n, n] and [n] or [n, outputs]`,
    );
  }
  const known = knownValue(y);
  if (known !== null) checkFinite("yTrain", known);
  const targets = reshape(asFloats(y), [n, -1]);
  const factor = factorOf(asFloats(k), regularisation);
  return { factor, targets, weights: choleskySolve(factor, targets) };
}

const asFloats = (x: NDArray): FloatArray =>
  isFloat(x.dtype) ? (x as FloatArray) : astype(x, "float64");

/** K + λI with λ = diagReg · tr(K)/n, or diagReg itself on the absolute scale. */
function shifted(k: FloatArray, regularisation: Regularisation): FloatArray {
  checkRegularisation(regularisation);
  const { diagReg = 0, diagRegAbsoluteScale = false } = regularisation;
  if (diagReg === 0) return k;
  const [n = 0] = k.shape;
  const shift = diagRegAbsoluteScale ? diagReg : mul(trace(k), diagReg / n);
  return add(k, mul(eye(n).astype(k.dtype), shift));
}

/** A kernel whose numbers are not known yet has none to tell of. */
function factorOf(k: FloatArray, regularisation: Regularisation): NDArray {
  const regularised = shifted(k, regularisation);
  const [kernel, sum] = [knownValue(k), knownValue(regularised)];
  if (kernel === null || sum === null) return cholesky(regularised);
  checkFinite("the kernel", kernel);
  checkSymmetric("the kernel", kernel);
  return factoriseShifted({ kernel: k, regularised }, regularisation);
}

/**
 * The logarithm of the probability of the targets under a Gaussian process with this kernel
 * (Rasmussen & Williams 2006, eq. 2.30), log p(y) = −½ yᵀ K_λ⁻¹ y − ½ log|K_λ| − n/2 log 2π, summed over
 * the outputs. Differentiable by the kernel and the targets, so that hyper-parameters can be fitted by
 * its gradient: build the kernel of them inside the function that is differentiated.
 *
 * @param kernel - Train × train; add observation noise to its diagonal, or by `diagReg`.
 * @param yTrain - Shape (train) or (train × outputs).
 * @returns One number.
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for a kernel that is singular or
 *   indefinite, with its smallest eigenvalue and a `diagReg` that suffices.
 * @example
 * ```ts
 * predict.logMarginalLikelihood([[1, 0], [0, 1]], [0, 0]); // −log 2π = array(-1.83787707)
 * ```
 */
export function logMarginalLikelihood(
  kernel: ArrayInput,
  yTrain: ArrayInput,
  regularisation: Regularisation = {},
): FloatArray {
  const regression = regressionOf("predict.logMarginalLikelihood", kernel, yTrain, regularisation);
  const { factor, targets, weights } = regression;
  const [n = 0, outputs = 0] = targets.shape;
  const fit = mul(targets, weights).sum();
  // log|K|/2 = Σ log L_ii
  const volume = mul(log(diagonal(factor)).sum(), outputs);
  const rest = (n * outputs * Math.log(2 * Math.PI)) / 2;
  return neg(add(add(mul(fit, 0.5), volume), rest)) as FloatArray;
}

/** Each observation as the others predict it. */
export interface LeaveOneOut {
  /** Like the targets. */
  readonly mean: FloatArray;
  /** (train), the observation's noise included. */
  readonly variance: FloatArray;
  /** Targets less means, like the targets. */
  readonly residuals: FloatArray;
  /** The mean of the squared residuals. */
  readonly meanSquaredError: FloatArray;
  /** Σ log p(y_i | others), summed over the outputs too. */
  readonly logProbability: FloatArray;
}

/**
 * Leave-one-out prediction in closed form, from one factorisation (Rasmussen & Williams 2006, eq. 5.10 to
 * 5.12): with α = K_λ⁻¹ y and c_i = (K_λ⁻¹)_ii, the residual is α_i/c_i and the variance 1/c_i.
 * Differentiable like the marginal likelihood.
 *
 * @param kernel - Train × train.
 * @param yTrain - Shape (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for a kernel that is singular or
 *   indefinite.
 * @example
 * ```ts
 * predict.leaveOneOut([[2, 1], [1, 2]], [1, 0]).mean; // array([0. , 0.5])
 * ```
 */
export function leaveOneOut(
  kernel: ArrayInput,
  yTrain: ArrayInput,
  regularisation: Regularisation = {},
): LeaveOneOut {
  const regression = regressionOf("predict.leaveOneOut", kernel, yTrain, regularisation);
  const { factor, targets, weights } = regression;
  const [n = 0] = targets.shape;
  // (K⁻¹)_ii = Σ_k (L⁻¹)_ki²
  const inverse = triangularSolve(factor, eye(n).astype(factor.dtype));
  const precision = mul(inverse, inverse).sum(0);
  const column = reshape(precision, [n, 1]);
  const residuals = div(weights, column);
  const { shape } = asArray(yTrain);
  const mean: FloatArray = sub(targets, residuals);
  const squares = mul(residuals, residuals);
  const each = sub(log(column), mul(squares, column)).sub(Math.log(2 * Math.PI));
  return {
    mean: reshape(mean, shape),
    variance: div(1, precision),
    residuals: reshape(residuals, shape),
    meanSquaredError: squares.mean(),
    logProbability: mul(each.sum(), 0.5) as FloatArray,
  };
}
