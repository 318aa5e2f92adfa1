// What a least-squares fit says of its parameters: C = s² (JᵀJ)⁻¹ with s² = ‖r‖²/(m − rank), the
// covariance of the estimates for independent errors of one variance (Seber & Wild 1989, §2.1).
import { mul } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { diagonal, transpose } from "../array/rearrange.js";
import { sqrt } from "../array/transcendental.js";
import { take } from "../array/take.js";
import { at } from "../indexing/at.js";
import { matmul } from "../linalg/matmul.js";
import { svd } from "../linalg/svd.js";

export interface FitStatistics {
  /** Observations less the directions of parameters that they determine: the rank. */
  readonly degreesOfFreedom: number;
  /** s, the estimated standard deviation of the errors; NaN without degrees of freedom. */
  readonly residualError: number;
  /** Of the free parameters; less than their number when the data do not determine all. */
  readonly rank: number;
  /** [n, n], zero for parameters held at a bound; null when the data do not determine all. */
  readonly covariance: NDArray | null;
}

/**
 * @param jacobian - [m, n] at the fit.
 * @param free - the parameters that no bound holds.
 */
export function fitStatistics(
  jacobian: NDArray,
  sumOfSquares: number,
  free: NDArray,
): FitStatistics {
  const [m, n] = jacobian.shape as readonly [number, number];
  const columns = take(jacobian, free, 1);
  // Columns of one length: the rank must not depend on the parameters' units.
  const lengths = sqrt(columns.mul(columns).sum(0));
  const { s, vh } = svd(columns.div(lengths.add(lengths.equal(0))));
  const largest = s.data[0] ?? 0;
  const rank = s.data.filter((x) => x > Math.max(m, n) * 2 ** -52 * largest).length;
  // Directions that change no residual fit nothing: E‖r‖² = (m − rank) σ².
  const degreesOfFreedom = m - rank;
  const residualError = degreesOfFreedom > 0 ? Math.sqrt(sumOfSquares / degreesOfFreedom) : NaN;
  if (rank < free.size || degreesOfFreedom <= 0) {
    return { degreesOfFreedom, residualError, rank, covariance: null };
  }
  // (JᵀJ)⁻¹ = V S⁻² Vᵀ
  const half = transpose(vh)
    .div(s)
    .div(lengths.reshape([-1, 1]));
  const inner = mul(matmul(half, transpose(half)), residualError ** 2);
  const covariance = free.size === n ? inner : spread(inner, free, n);
  return { degreesOfFreedom, residualError, rank, covariance };
}

function spread(inner: NDArray, free: NDArray, n: number): NDArray {
  const rows = at(zeros([n, free.size]), free).set(inner);
  return transpose(at(zeros([n, n]), free).set(transpose(rows)));
}

/** √ of the covariance's diagonal. */
export function standardErrorsOf(covariance: NDArray): NDArray {
  return sqrt(diagonal(covariance));
}
