import { add, div, maximum, mul, sub } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { take } from "../array/take.js";
import { sqrt } from "../array/transcendental.js";
import { at } from "../indexing/at.js";
import { matmul } from "../linalg/matmul.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { clipped, freeParameters, type Box } from "./bounds.js";
import { linearised, type Linearised } from "./damped-step.js";
import type { LeastSquaresProblem } from "./least-squares-problem.js";

/**
 * Why the search ended: the residuals are orthogonal to what parameters can change; the step is
 * negligible; the sum of squares does not fall any more; no step lowers it in this precision; there
 * were too many iterations.
 */
export type Ending = "gradient" | "step" | "cost" | "precision" | "iterations";

export interface DescentOptions {
  readonly maxIterations: number;
  readonly stepTolerance: number;
  readonly gradientTolerance: number;
  readonly costTolerance: number;
  readonly damping: number;
  readonly acceleration: "none" | "geodesic";
}

export interface Descent {
  readonly x: NDArray;
  readonly residuals: NDArray;
  readonly jacobian: NDArray;
  readonly cost: number;
  readonly history: readonly number[];
  /** The parameters that no bound holds. */
  readonly free: NDArray;
  readonly ending: Ending;
}

/** Where the search is. */
interface Point {
  readonly x: NDArray;
  readonly residuals: NDArray;
  readonly cost: number;
}

/** Nielsen's damping: λ, and by how much the next failure raises it. */
interface Damping {
  readonly lambda: number;
  readonly rise: number;
}

/** From here on λ outweighs every digit of JᵀJ. */
const MOST_DAMPING = 1e16;

/** The largest share that the geodesic's bend may have of a step. */
const MOST_BEND = 0.75;

export function descend(
  problem: LeastSquaresProblem,
  start: NDArray,
  box: Box,
  options: DescentOptions,
): Descent {
  problem.checkStart(start);
  let point = pointAt(problem, start);
  let damping: Damping = { lambda: options.damping, rise: 2 };
  let scale = zeros([start.size]);
  const history: number[] = [];
  for (let iteration = 0; ; iteration++) {
    checkInterrupt();
    history.push(point.cost);
    const jacobian = problem.jacobian(point.x);
    const gradient = matmul(transpose(jacobian), point.residuals);
    const free = freeParameters(point.x, gradient, box);
    scale = maximum(scale, columnLengths(jacobian));
    const end = (ending: Ending): Descent => ({ ...point, jacobian, history, free, ending });
    if (orthogonality(jacobian, gradient, point, free) <= options.gradientTolerance) {
      return end("gradient");
    }
    if (iteration >= options.maxIterations) return end("iterations");
    const local = { jacobian, free, scale: add(scale, scale.equal(0)), point };
    const next = lower(problem, local, box, damping, options);
    if (next === null) return end("precision");
    point = next.point;
    damping = next.damping;
    if (next.ending !== null) {
      history.push(point.cost);
      const last = problem.jacobian(point.x);
      return { ...end(next.ending), ...point, jacobian: last };
    }
  }
}

interface Local {
  readonly jacobian: NDArray;
  readonly free: NDArray;
  readonly scale: NDArray;
  readonly point: Point;
}

interface Progress {
  readonly point: Point;
  readonly damping: Damping;
  readonly ending: Ending | null;
}

/** Raises λ until a step lowers the sum of squares; null when none does. */
function lower(
  problem: LeastSquaresProblem,
  local: Local,
  box: Box,
  damping: Damping,
  options: DescentOptions,
): Progress | null {
  const { jacobian, free, scale, point } = local;
  const linear = linearised(take(jacobian, free, 1), take(scale, free));
  let { lambda, rise } = damping;
  for (; lambda < MOST_DAMPING; lambda *= rise, rise *= 2) {
    checkInterrupt();
    const proposed = proposal(problem, linear, local, lambda, options);
    if (proposed === null) continue;
    const step = sub(clipped(add(point.x, proposed), box), point.x);
    const trial = pointAt(problem, add(point.x, step));
    // ‖r‖² − ‖r + J δ‖², without the cancellation of two large sums.
    const change = matmul(jacobian, step);
    const predicted = -sum(mul(change, add(mul(point.residuals, 2), change)));
    const actual = sum(
      mul(sub(point.residuals, trial.residuals), add(point.residuals, trial.residuals)),
    );
    const isSmall = length(mul(scale, step)) <= options.stepTolerance * length(mul(scale, point.x));
    const ratio = actual / predicted;
    if (actual > 0 && ratio > 1e-4) {
      const fall = Math.max(1 / 3, 1 - (2 * ratio - 1) ** 3);
      const isFlat = Math.max(actual, predicted) <= options.costTolerance * point.cost;
      const ending = isSmall ? "step" : isFlat ? "cost" : null;
      return { point: trial, damping: { lambda: lambda * fall, rise: 2 }, ending };
    }
    if (isSmall) return { point, damping, ending: "step" };
  }
  return null;
}

/** The step for a damping, bent along the geodesic when asked to; null when it bends too much. */
function proposal(
  problem: LeastSquaresProblem,
  linear: Linearised,
  { free, scale, point }: Local,
  lambda: number,
  { acceleration }: DescentOptions,
): NDArray | null {
  const spread = (part: NDArray): NDArray => at(zeros(point.x.shape), free).set(part);
  const velocity = spread(linear.solve(point.residuals, lambda));
  if (acceleration === "none") return velocity;
  const curvature = problem.curvatureAlong(point.x, velocity);
  const bend = spread(linear.solve(curvature, lambda));
  const share = (2 * length(mul(scale, bend))) / length(mul(scale, velocity));
  return share <= MOST_BEND ? add(velocity, mul(bend, 0.5)) : null;
}

function pointAt(problem: LeastSquaresProblem, x: NDArray): Point {
  const residuals = problem.residuals(x);
  return { x, residuals, cost: sum(mul(residuals, residuals)) };
}

/** The largest cosine between the residuals and a free column of J. */
function orthogonality(
  jacobian: NDArray,
  gradient: NDArray,
  { residuals }: Point,
  free: NDArray,
): number {
  const cosines = div(gradient, columnLengths(jacobian)).div(length(residuals)).data;
  return Array.from(free.data).reduce((most, k) => {
    const cosine = Math.abs(Number(cosines[k]));
    // A column of zeros, or residuals that vanish, leave nothing to gain.
    return Number.isNaN(cosine) ? most : Math.max(most, cosine);
  }, 0);
}

function columnLengths(jacobian: NDArray): NDArray {
  return sqrt(mul(jacobian, jacobian).sum(0));
}

function length(x: NDArray): number {
  return Math.sqrt(sum(mul(x, x)));
}

function sum(x: NDArray): number {
  return x.sum().item();
}
