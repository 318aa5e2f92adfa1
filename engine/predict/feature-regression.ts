import { zeros, type ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { NDArray } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { choleskySolve } from "../linalg/cholesky-solve.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { triangularSolve } from "../linalg/triangular-solve.js";
import { checkOptions, checkWhole } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { checkFeatureMap, type FeatureMap } from "./feature-map.js";
import { checkInputs } from "./inputs.js";
import { jackknifeError, leaveGroupsOut } from "./jackknife.js";
import { rowBlocks } from "./kernel-tiles.js";
import { lazily } from "./lazily.js";
import { factorEquations, type NormalEquations } from "./normal-equations.js";
import { checkRegularisation, type Regularisation } from "./regularise.js";

/** Options of `featureRegression`. */
export interface FeatureRegressionOptions extends Regularisation {
  /** Rows whose features are in memory at a time; 2048 unless given. */
  readonly batch?: number;
}

/** A prediction by features, with its error bars. */
export interface FeaturePrediction {
  /** Shape (test) or (test × outputs). */
  readonly mean: NDArray<"float64">;
  /** (test), of the function without noise, given the data and the features. */
  readonly variance: NDArray<"float64">;
  /**
   * Like the mean: one standard error of it, for what other random features would have given; null for features
   * that are not random.
   */
  readonly standardError: NDArray<"float64"> | null;
}

/** A regression that is trained. */
export interface FeatureRegression {
  predict(xTest: ArrayInput): FeaturePrediction;
}

/**
 * Gaussian process regression with a kernel of D features, at a cost of n D² operations and D² numbers in place of
 * n³ and n²: for n of 50,000 and more. With A = ΦᵀΦ, summed over batches of rows, the mean is
 * φ(x)·(A + λI)⁻¹Φᵀy, equal to what `gpInference` gives with the kernel φ·φ, and the variance is
 * k(x, x) − |φ(x)|² + λ φ(x)·(A + λI)⁻¹φ(x) (Quiñonero-Candela & Rasmussen 2005, eq. 23), where features from landmarks
 * count in what they miss of the kernel. λ = diagReg · mean k(x, x), or diagReg itself on the absolute scale.
 *
 * @param map - `nystrom` or `randomFeatures`.
 * @param xTrain - Shape (n × …).
 * @param yTrain - Shape (n) or (n × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities and for a `diagReg` that
 *   is not positive (there are fewer features than rows) or too small for the features' products, with one that
 *   suffices; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const { kernel } = stax.serial(stax.dense(512), stax.erf(), stax.dense(1));
 * const x = linspace(-3, 3, 2000).reshape([-1, 1]);
 * const map = predict.nystrom(kernel, x, { get: "nngp", landmarks: 20, key: random.key(0) });
 * const regression = predict.featureRegression(map, x, sin(x), { diagReg: 1e-3 });
 * regression.predict([[1]]).mean.shape; // [1, 1]
 * ```
 */
export function featureRegression(
  map: FeatureMap,
  xTrain: ArrayInput,
  yTrain: ArrayInput,
  options: FeatureRegressionOptions,
): FeatureRegression {
  const caller = "predict.featureRegression";
  checkOptions(caller, options, ["diagReg", "diagRegAbsoluteScale", "batch"]);
  checkFeatureMap(caller, "map", map);
  checkRegularisation(options);
  const x = namedArray("predict: xTrain", xTrain);
  const y = namedArray("predict: yTrain", yTrain);
  checkInputs({ xTrain: x, yTrain: y, xTest: x });
  const { diagReg = 0, batch = 2048 } = options;
  if (!(diagReg > 0 && Number.isFinite(diagReg))) {
    throw new DomainError(
      `${caller}: diagReg = ${diagReg}; use a positive number, since the features cannot reach all targets`,
    );
  }
  checkWhole(caller, "batch", batch, 1);
  return trained(map, equationsOf(map, x, y, { ...options, diagReg, batch }), y);
}

function equationsOf(
  map: FeatureMap,
  x: NDArray,
  y: NDArray,
  options: Required<Pick<FeatureRegressionOptions, "diagReg" | "batch">> & Regularisation,
): NormalEquations {
  const n = x.shape[0] ?? 0;
  const columns = reshape(astype(y, "float64"), [n, -1]);
  let products: NDArray = zeros([map.size, map.size]);
  let targets: NDArray = zeros([map.size, columns.shape[1] ?? 1]);
  let trace = 0;
  for (const { from, to } of rowBlocks(n, options.batch)) {
    checkInterrupt();
    reportProgress(from, n);
    const rows = x.slice([from, to]);
    const phi = map.features(rows);
    products = products.add(gram(phi, { transpose: true }));
    targets = targets.add(matmul(phi, columns.slice([from, to]), { transposeA: true }));
    if (options.diagRegAbsoluteScale !== true) trace += map.diagonal(rows, phi).sum().item();
  }
  const scale = options.diagRegAbsoluteScale === true ? 1 : trace / n;
  return { products: astype(products, "float64"), targets, diagReg: options.diagReg, scale };
}

function trained(map: FeatureMap, equations: NormalEquations, y: NDArray): FeatureRegression {
  const factor = factorEquations(equations);
  const lambda = equations.diagReg * equations.scale;
  const weights = choleskySolve(factor, equations.targets);
  const without = lazily(() => leaveGroupsOut(equations, map.groups));
  return {
    predict: (xTest) => {
      const phi = map.features(xTest);
      const shape = [phi.shape[0] ?? 0, ...y.shape.slice(1)];
      const spread = triangularSolve(factor, phi.transpose());
      const left = map.diagonal(xTest, phi).sub(phi.mul(phi).sum(1)).maximum(0);
      return {
        mean: astype(reshape(matmul(phi, weights), shape), "float64"),
        variance: astype(left.add(spread.mul(spread).sum(0).mul(lambda)), "float64"),
        standardError:
          map.groups < 2 ? null : astype(reshape(jackknifeError(phi, without()), shape), "float64"),
      };
    },
  };
}
