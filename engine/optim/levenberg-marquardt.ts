import type { NDArray } from "../array/ndarray.js";
import type { Arrays } from "../core/pytree.js";
import {
  checkChoice,
  checkNonnegative,
  checkOptions,
  checkPositive,
  checkWhole,
} from "../options.js";
import { boxOf, type Bounds } from "./bounds.js";
import { fitStatistics, standardErrorsOf, type FitStatistics } from "./fit-statistics.js";
import { formatFit } from "./format-fit.js";
import { descend, type DescentOptions, type Ending } from "./least-squares-descent.js";
import { leastSquaresProblem } from "./least-squares-problem.js";
import { parameterVector } from "../core/parameter-vector.js";

/** How Levenberg–Marquardt searches, and when it is content. */
export interface LevenbergMarquardtOptions<Params = unknown> extends Bounds<Params> {
  /** The most Jacobians; default 200. */
  readonly maxIterations?: number;
  /** Content when a step is smaller than this share of the parameters, scaled; default 1e-10. */
  readonly stepTolerance?: number;
  /** Content when the residuals are orthogonal to all columns up to this cosine; default 1e-12. */
  readonly gradientTolerance?: number;
  /** Content when the sum of squares falls, and was to fall, by less than this share; default 1e-15. */
  readonly costTolerance?: number;
  /** The first λ; default 1e-3. */
  readonly damping?: number;
  /**
   * "geodesic" bends each step by the residuals' second derivative along it (Transtrum & Sethna 2012),
   * which helps in narrow curved valleys for the cost of two tangents; default "none".
   */
  readonly acceleration?: "none" | "geodesic";
}

/** A least-squares fit. */
export interface LeastSquaresFit<Params> extends FitStatistics {
  readonly params: Arrays<Params>;
  /** √ of the covariance's diagonal, a tree like the parameters; null where there is no covariance. */
  readonly standardErrors: Arrays<Params> | null;
  readonly residuals: NDArray;
  readonly sumOfSquares: number;
  /** Sums of squares before each iteration and at the end. */
  readonly history: readonly number[];
  /** Why the search ended. */
  readonly ending: Ending;
  /** Whether it ended for anything but a lack of iterations. */
  readonly converged: boolean;
  toString(): string;
}

const OPTIONS = [
  "lower",
  "upper",
  "maxIterations",
  "stepTolerance",
  "gradientTolerance",
  "costTolerance",
  "damping",
  "acceleration",
];

/**
 * The parameters that minimise a sum of squares ‖r(θ)‖², by Levenberg's and Marquardt's damped
 * Gauss–Newton steps: (JᵀJ + λD²) δ = −Jᵀr, solved by QR (Moré 1978); D holds the largest lengths that
 * J's columns have had, so that units do not matter; λ follows the ratio of the true to the predicted
 * decrease (Nielsen 1999). Computed in float64.
 *
 * @param residuals - Of the parameters; any array, of at least one element.
 * @param start - A tree of floats.
 * @returns The fit with its covariance s²(JᵀJ)⁻¹ and standard errors.
 * @throws {@link DomainError} when the residuals at the start are not finite, the start is outside the
 *   bounds, or an option is not what it can be; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const x = linspace(0, 4, 9);
 * const y = exp(x.mul(-0.7)).mul(3);
 * const fit = optim.levenbergMarquardt(({ a, b }) => exp(x.mul(b)).mul(a).sub(y), { a: 1, b: 0 });
 * fit.params; // { a: array(3.), b: array(-0.7) }
 * ```
 */
export function levenbergMarquardt<Params>(
  residuals: (params: Arrays<Params>) => NDArray,
  start: Params,
  options: LevenbergMarquardtOptions<Params> = {},
): LeastSquaresFit<Params> {
  const caller = "optim.levenbergMarquardt";
  const search = searchOf(caller, options);
  const vector = parameterVector(caller, start);
  const problem = leastSquaresProblem(caller, residuals as (params: unknown) => NDArray, vector);
  const box = boxOf(caller, options, vector);
  const found = descend(problem, vector.start, box, search);
  const statistics = fitStatistics(found.jacobian, found.cost, found.free);
  const tree = (values: NDArray): Arrays<Params> => vector.toTree(values) as Arrays<Params>;
  const errors = statistics.covariance && standardErrorsOf(statistics.covariance);
  const fit: LeastSquaresFit<Params> = {
    params: tree(found.x),
    standardErrors: errors && tree(errors),
    residuals: found.residuals,
    sumOfSquares: found.cost,
    history: found.history,
    ending: found.ending,
    converged: found.ending !== "iterations",
    ...statistics,
    toString: () => formatFit(vector.paths, found, errors, statistics),
  };
  return fit;
}

/** The options with their defaults. A first λ of 0 could not be raised. */
function searchOf(caller: string, options: LevenbergMarquardtOptions): DescentOptions {
  checkOptions(caller, options, OPTIONS);
  const { maxIterations = 200, damping = 1e-3, acceleration = "none" } = options;
  const { stepTolerance = 1e-10, gradientTolerance = 1e-12, costTolerance = 1e-15 } = options;
  const tolerances = { stepTolerance, gradientTolerance, costTolerance };
  checkWhole(caller, "maxIterations", maxIterations, 0);
  checkPositive(caller, { damping });
  checkNonnegative(caller, tolerances);
  checkChoice(caller, "acceleration", acceleration, ["none", "geodesic"]);
  return { maxIterations, damping, acceleration, ...tolerances };
}
