import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { NDArray } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { DomainError } from "../errors.js";
import { choleskySolve } from "../linalg/cholesky-solve.js";
import { cholesky } from "../linalg/cholesky.js";
import { conjugateGradients } from "../linalg/conjugate-gradients.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { checkOptions, checkWhole } from "../options.js";
import type { KernelFunction, KernelName } from "./blocks.js";
import { checkFeatureMap, type FeatureMap } from "./feature-map.js";
import { checkInputs, checkKernel } from "./inputs.js";
import { crossProduct, kernelDiagonal, kernelNamed, symmetricProduct } from "./kernel-tiles.js";
import { checkRegularisation, type Regularisation } from "./regularise.js";

/** Options of `matrixFree`. */
export interface MatrixFreeOptions extends Regularisation {
  /** Which kernel. */
  readonly get: KernelName;
  /** Stops when ‖y − (K + λI) α‖ ≤ tolerance · ‖y‖; 1e-6 unless given. */
  readonly tolerance?: number;
  /** 1000 unless given. */
  readonly maxIterations?: number;
  /** Rows and columns of a tile; 2048 unless given. */
  readonly tile?: number;
  /** An approximation of the kernel with which to begin; far fewer iterations. */
  readonly preconditioner?: FeatureMap;
}

/** A regression by conjugate gradients. */
export interface MatrixFreeRegression {
  /** α = (K + λI)⁻¹ y, like yTrain. */
  readonly weights: NDArray<"float64">;
  readonly iterations: number;
  /** ‖y − (K + λI) α‖ as the iteration carried it. */
  readonly residualNorm: number;
  /** Whether that is small enough. */
  readonly converged: boolean;
  /** k(x, xTrain) α, the mean of `gpInference`. */
  mean(xTest: ArrayInput): NDArray<"float64">;
}

/**
 * The exact kernel regression of `gpInference` by conjugate gradients, which need no matrix: products with K evaluate
 * its tiles on the fly, all of them in every iteration, and forget them. Memory is O(n) besides a tile; the time of an
 * iteration is that of computing half of the kernel. How many there are grows as the root of the condition number;
 * `preconditioner: predict.nystrom(…)` takes the largest eigenvalues out of it (Frangella, Tropp & Udell 2023), for
 * n · landmarks numbers of memory.
 *
 * K is the kernel `get`: the mean at the end of training for `"ntk"`, of Bayesian inference for `"nngp"`.
 *
 * @param kernel - A network's kernel function.
 * @param xTrain - Shape (n × …); float32 halves the time.
 * @param yTrain - Shape (n) or (n × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities, a `diagReg` that is not
 *   positive, and a kernel that is indefinite; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.relu(), stax.dense(1));
 * const x = random.normal(random.key(0), [300, 3]);
 * const regression = predict.matrixFree(kernel, x, x.sum(1), { get: "ntk", diagReg: 1e-2 });
 * regression.converged; // true
 * ```
 */
export function matrixFree(
  kernel: KernelFunction,
  xTrain: ArrayInput,
  yTrain: ArrayInput,
  options: MatrixFreeOptions,
): MatrixFreeRegression {
  const { diagReg, tolerance, maxIterations, tile } = checkedOptions(kernel, options);
  const x = namedArray("predict: xTrain", xTrain);
  const y = namedArray("predict: yTrain", yTrain);
  checkInputs({ xTrain: x, yTrain: y, xTest: x });
  const n = x.shape[0] ?? 0;
  const evaluate = kernelNamed(kernel, options.get);
  const lambda =
    options.diagRegAbsoluteScale === true ? diagReg : shiftOf(diagReg, kernelDiagonal(evaluate, x));
  const product = symmetricProduct(evaluate, x, tile);
  const map = options.preconditioner;
  const solution = conjugateGradients(
    (v) => product(v).add(v.mul(lambda)),
    reshape(astype(y, "float64"), [n, -1]),
    {
      ...{ tolerance, maxIterations },
      ...(map === undefined ? {} : { preconditioner: woodbury(map.features(x), lambda) }),
    },
  );
  const { x: weights, ...progress } = solution;
  return {
    ...progress,
    weights: astype(reshape(weights, y.shape), "float64"),
    mean: (xTest) => {
      const x1 = namedArray("predict: xTest", xTest);
      checkInputs({ xTrain: x, yTrain: y, xTest: x1 });
      const mean = crossProduct(evaluate, { x1, x2: x, v: weights }, tile);
      return reshape(mean, [x1.shape[0] ?? 0, ...y.shape.slice(1)]);
    },
  };
}

/** v ↦ (ΦΦᵀ + λI)⁻¹ v = (v − Φ (ΦᵀΦ + λI)⁻¹ Φᵀ v)/λ. */
function woodbury(phi: NDArray, lambda: number): (v: NDArray) => NDArray {
  const [, size = 0] = phi.shape;
  const factor = cholesky(gram(phi, { transpose: true }).add(eye(size).mul(lambda)));
  return (v) => {
    const inside = choleskySolve(factor, matmul(phi, v, { transposeA: true }));
    return v.sub(matmul(phi, inside)).div(lambda);
  };
}

const OPTIONS = [
  ...["get", "diagReg", "diagRegAbsoluteScale", "tolerance", "maxIterations", "tile"],
  "preconditioner",
];

function checkedOptions(kernel: KernelFunction, options: MatrixFreeOptions) {
  const caller = "predict.matrixFree";
  checkOptions(caller, options, OPTIONS);
  checkKernel(caller, kernel);
  checkRegularisation(options);
  const { diagReg = 0, tolerance = 1e-6, maxIterations = 1000, tile = 2048 } = options;
  if (!(diagReg > 0 && Number.isFinite(diagReg))) {
    throw new DomainError(
      `${caller}: diagReg = ${diagReg}; use a positive number: without one the iteration does not come to an end`,
    );
  }
  if (!(typeof tolerance === "number" && tolerance >= 0)) {
    throw new DomainError(`${caller}: tolerance = ${tolerance}; use a number from 0`);
  }
  checkWhole(caller, "maxIterations", maxIterations, 1);
  checkWhole(caller, "tile", tile, 1);
  if (options.preconditioner !== undefined) {
    checkFeatureMap(caller, "preconditioner", options.preconditioner);
  }
  return { diagReg, tolerance, maxIterations, tile };
}

/** λ = diagReg · mean k(x, x), or diagReg itself. */
function shiftOf(diagReg: number, diagonal: Float64Array): number {
  const mean = diagonal.reduce((sum, value) => sum + value, 0) / diagonal.length;
  if (mean > 0) return diagReg * mean;
  throw new DomainError(
    `predict.matrixFree: the mean of k(x, x) over the training rows is ${mean}, in which diagReg counts; set diagRegAbsoluteScale: true`,
  );
}
