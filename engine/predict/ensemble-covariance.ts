import { add, sub } from "../array/arithmetic.js";
import { transpose } from "../array/rearrange.js";
import { gram, matmul } from "../linalg/index.js";
import { lowerHalfProduct } from "../linalg/lower-half-product.js";
import type { FloatArray } from "./float-array.js";
import { solved } from "./spectral-decay.js";
import { scaleColumns } from "./spectral-slices.js";

/** The eigenvalues λ, and K_td U of the kernel that they are of. */
export interface TestModes {
  readonly values: readonly number[];
  readonly left: FloatArray;
}

/** NNGP blocks in the eigenvectors of the NTK. */
export interface PriorModes {
  /** S = Uᵀ K_dd U */
  readonly prior: FloatArray;
  /** R = K_td U */
  readonly crossPrior: FloatArray;
  readonly kTestTest: FloatArray;
}

/** The covariance of the test outputs at the time τ = ηt/N. */
export type CovarianceAt = (tau: number) => FloatArray;

/**
 * Of networks whose readout alone is trained: K_tt − K_td K⁻¹(I − e^{−2Kτ}) K_dt, which is
 * K_tt − Q diag((1 − e^{−2λτ})/λ) Qᵀ with Q = K_td U.
 *
 * Lee et al. 2019, Wide neural networks of any depth evolve as linear models, section 2.3.
 */
export function readoutCovariance(
  { values, left }: TestModes,
  kTestTest: FloatArray,
): CovarianceAt {
  return (tau) => {
    const learnt = scaleColumns(left, values, (lambda) => Math.sqrt(solved(lambda, 2 * tau)));
    return sub(kTestTest, gram(learnt));
  };
}

/**
 * Of networks all of whose layers are trained: with A = Θ_td Θ⁻¹(I − e^{−Θτ}),
 *
 *     K_tt + A K_dd Aᵀ − A K_dt − K_td Aᵀ = K_tt + X + Xᵀ,  X = B (T Bᵀ − Rᵀ),
 *
 * where B = (Θ_td U) diag((1 − e^{−λτ})/λ), R = K_td U and T is the lower half of S = Uᵀ K_dd U,
 * T + Tᵀ = S.
 *
 * Lee et al. 2019, Wide neural networks of any depth evolve as linear models, eq. 16.
 */
export function trainedCovariance(
  { values, left }: TestModes,
  { prior, crossPrior, kTestTest }: PriorModes,
): CovarianceAt {
  const r = transpose(crossPrior);
  return (tau) => {
    const b = scaleColumns(left, values, (lambda) => solved(lambda, tau));
    const x = matmul(b, sub(lowerHalfProduct(prior, transpose(b)), r));
    return add(kTestTest, add(x, transpose(x)));
  };
}
