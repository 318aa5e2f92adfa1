import { add, sub } from "../array/arithmetic.js";
import type { FloatArray } from "./float-array.js";
import { transpose } from "../array/rearrange.js";
import { choleskySolve, gram, matmul, triangularSolve } from "../linalg/index.js";
import { lowerHalfProduct } from "../linalg/lower-half-product.js";

/** What every posterior starts from: L Lᵀ = K_dd + λI, K_td and the targets (train × outputs). */
export interface Regression {
  readonly factor: FloatArray;
  readonly kTestTrain: FloatArray;
  readonly y: FloatArray;
}

/** K_td (K_dd + λI)⁻¹ y: Rasmussen and Williams 2006, eq. 2.25; Jacot et al. 2018, section 5, at t = ∞. */
export function posteriorMean({ factor, kTestTrain, y }: Regression): FloatArray {
  return matmul(kTestTrain, choleskySolve(factor, y));
}

/**
 * K_tt − K_td (K_dd + λI)⁻¹ K_dt = K_tt − Vᵀ V with V = L⁻¹ K_dt: Rasmussen and Williams 2006,
 * eq. 2.26 and algorithm 2.1.
 */
export function posteriorCovariance(
  { factor, kTestTrain }: Regression,
  kTestTest: FloatArray,
): FloatArray {
  const v = triangularSolve(factor, transpose(kTestTrain));
  return sub(kTestTest, gram(v, { transpose: true }));
}

/** The NNGP blocks: covariances of the network's outputs before training. */
export interface PriorBlocks {
  readonly kTrainTrain: FloatArray;
  readonly kTestTrain: FloatArray;
  readonly kTestTest: FloatArray;
}

/**
 * The covariance of infinitely wide networks trained to the end from random starts: with
 * B = Θ_td (Θ_dd + λI)⁻¹,
 *
 *     K_tt + B K_dd Bᵀ − B K_dt − K_td Bᵀ = K_tt + P + Pᵀ,  P = B (T Bᵀ − K_dt),
 *
 * where T is the lower half of K_dd, T + Tᵀ = K_dd.
 *
 * Lee et al. 2019, Wide neural networks of any depth evolve as linear models, eq. 16. The sandwich
 * takes the kernel K as it is, without λ.
 */
export function ensembleCovariance(ntk: Regression, prior: PriorBlocks): FloatArray {
  const transposedB = choleskySolve(ntk.factor, transpose(ntk.kTestTrain));
  const half = lowerHalfProduct(prior.kTrainTrain, transposedB);
  const right = sub(half, transpose(prior.kTestTrain));
  const p = matmul(transposedB, right, { transposeA: true });
  return add(prior.kTestTest, add(p, transpose(p)));
}
