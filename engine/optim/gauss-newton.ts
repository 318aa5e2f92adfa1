import { add, mul, neg } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { zeros } from "../array/create.js";
import { eye } from "../array/sequences.js";
import type { Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { choleskySolve } from "../linalg/cholesky-solve.js";
import { cholesky } from "../linalg/cholesky.js";
import { gram } from "../linalg/gram.js";
import { matmul } from "../linalg/matmul.js";
import { checkChoice, checkNonnegative, checkOptions, checkWhole } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { leastSquaresProblem } from "./least-squares-problem.js";
import { parameterVector } from "../core/parameter-vector.js";

/** Options of `gaussNewton`. */
export interface GaussNewtonOptions {
  readonly steps: number;
  /** λ, relative to the mean of JJᵀ's eigenvalues that need not be zero; default 1e-6. */
  readonly damping?: number;
  /** Share of each step that is taken; default 1. */
  readonly learningRate?: number;
  /**
   * Which matrix is factorised: "parameters" JᵀJ, "kernel" the tangent kernel JJᵀ, which is the smaller
   * one when there are more parameters than residuals; "auto", the default, chooses.
   */
  readonly side?: "auto" | "parameters" | "kernel";
}

/** Parameters after the steps, and sums of squares before each. */
export interface GaussNewtonResult<Params> {
  readonly params: Arrays<Params>;
  readonly losses: readonly number[];
}

/**
 * Gauss–Newton steps for a sum of squares, which are those of the natural gradient for Gaussian noise:
 * θ ← θ − η (JᵀJ + λI)⁻¹ Jᵀ r = θ − η Jᵀ (JJᵀ + λI)⁻¹ r. The second form is gradient descent in the space
 * of functions: with a network it needs the tangent kernel of the examples alone (Cai et al. 2019).
 *
 * @param residuals - Of the parameters.
 * @param start - A tree of floats; computed in float64.
 * @throws {@link DomainError} when residuals are not finite, or an option is not what it can be;
 *   {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const x = linspace(-1, 1, 8);
 * const fit = optim.gaussNewton((w) => tanh(x.mul(w)).sub(x.mul(0.5)), 0, { steps: 20 });
 * ```
 */
export function gaussNewton<Params>(
  residuals: (params: Arrays<Params>) => NDArray,
  start: Params,
  options: GaussNewtonOptions,
): GaussNewtonResult<Params> {
  const caller = "optim.gaussNewton";
  checkOptions(caller, options, ["steps", "damping", "learningRate", "side"]);
  const { steps, damping = 1e-6, learningRate = 1, side = "auto" } = options;
  checkWhole(caller, "steps", steps, 0);
  checkNonnegative(caller, { damping, learningRate });
  checkChoice(caller, "side", side, ["auto", "parameters", "kernel"]);
  const vector = parameterVector(caller, start);
  const problem = leastSquaresProblem(caller, residuals as (params: unknown) => NDArray, vector);
  problem.checkStart(vector.start);
  const losses: number[] = [];
  let x = vector.start;
  for (let step = 0; step < steps; step++) {
    checkInterrupt();
    reportProgress(step, steps);
    const r = problem.residuals(x);
    const loss = mul(r, r).sum().item();
    if (!Number.isFinite(loss)) {
      throw new DomainError(
        `${caller}: the sum of squares is ${loss} at step ${step}; raise the damping or lower learningRate`,
      );
    }
    losses.push(loss);
    x = add(x, mul(direction(problem.jacobian(x), r, damping, side), learningRate));
  }
  return { params: vector.toTree(x) as Arrays<Params>, losses };
}

/** −(JᵀJ + λI)⁻¹ Jᵀ r, by way of the smaller matrix. */
function direction(
  jacobian: NDArray,
  residuals: NDArray,
  damping: number,
  side: "auto" | "parameters" | "kernel",
): NDArray {
  const [m, n] = jacobian.shape as readonly [number, number];
  const across = transpose(jacobian);
  // Both matrices have the trace ‖J‖², and all but min(m, n) eigenvalues are zero.
  const trace = mul(jacobian, jacobian).sum().item();
  // Parameters that move nothing are where they may stay.
  if (trace === 0) return zeros([n]);
  const lambda = (damping * trace) / Math.min(m, n);
  if (side === "kernel" || (side === "auto" && m < n)) {
    return neg(matmul(across, solved(gram(jacobian), residuals, lambda)));
  }
  return neg(solved(gram(across), matmul(across, residuals), lambda));
}

function solved(matrix: NDArray, right: NDArray, lambda: number): NDArray {
  const damped = add(matrix, mul(eye(right.size), lambda));
  return choleskySolve(cholesky(damped), right);
}
