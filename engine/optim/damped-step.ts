// Steps of damped least squares: δ = argmin ‖J δ + r‖² + λ ‖D δ‖², by orthogonal factorisation. The
// normal equations would square the condition number.
import { div, mul, neg } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { slice } from "../array/slicing.js";
import { matmul } from "../linalg/matmul.js";
import { qr } from "../linalg/qr.js";
import { triangularSolve } from "../linalg/triangular-solve.js";

/** A linear least-squares problem, factorised once for all dampings. */
export interface Linearised {
  /** The step that lowers ‖J δ + r‖ under a damping λ > 0 of the coordinates D δ. */
  solve(residuals: NDArray, damping: number): NDArray;
}

/**
 * @param jacobian - [m, n].
 * @param scale - D, one positive number for each parameter.
 */
export function linearised(jacobian: NDArray, scale: NDArray): Linearised {
  const [m, n] = jacobian.shape as readonly [number, number];
  // In the coordinates D δ all columns are of about one size.
  const scaled = div(jacobian, scale);
  const tall = m > n ? qr(scaled) : null;
  const matrix = tall?.r ?? scaled;
  return {
    solve(residuals, damping) {
      const right = tall ? matmul(transpose(tall.q), residuals) : residuals;
      const { q, r } = qr(concat([matrix, mul(Math.sqrt(damping), eye(n))]));
      const rotated = matmul(transpose(q), concat([right, zeros([n])]));
      return div(neg(triangularSolve(r, slice(rotated, [0, n]), { lower: false })), scale);
    },
  };
}
