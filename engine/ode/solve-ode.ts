import { checkInterrupt } from "../platform/interrupt.js";
import { DomainError } from "../errors.js";
import { interpolate, takeStep, type Step, type VectorField } from "./dormand-prince.js";

/** How exact each step is: component i errs by about atol + rtol·|y_i|, in the mean square. */
export interface OdeTolerance {
  /** 1e-9 unless given. */
  readonly rtol?: number;
  /** 1e-12 unless given. */
  readonly atol?: number;
}

/** Where a solution starts, and the ascending times, none before the start, at which it is wanted. */
export interface OdeProblem {
  readonly start: number;
  readonly y0: Float64Array;
  readonly times: readonly number[];
}

/**
 * Solves y′ = field(t, y) by adaptive Runge–Kutta steps of order 5(4), as long as the tolerance allows:
 * the times asked for do not shorten them.
 *
 * @returns y at each of the times.
 * @throws {@link DomainError} when no step is short enough: the solution diverges or is not a number.
 * @throws {@link InterruptError} when the person asked to stop.
 */
export function solveOde(
  field: VectorField,
  problem: OdeProblem,
  tolerance: OdeTolerance = {},
): Float64Array[] {
  const { start, y0, times } = problem;
  const states: Float64Array[] = [];
  const due = (until: number): number | undefined => {
    const next = times[states.length];
    return next !== undefined && next <= until ? next : undefined;
  };
  while (due(start) !== undefined) states.push(y0.slice());
  for (const { from, to, step } of stepsOf(field, problem, tolerance)) {
    for (let at = due(to); at !== undefined; at = due(to)) {
      states.push(interpolate(step, (at - from) / step.h));
    }
  }
  return states;
}

interface AcceptedStep {
  readonly from: number;
  readonly to: number;
  readonly step: Step;
}

/** From the start to the last time. */
function* stepsOf(
  field: VectorField,
  { start, y0, times }: OdeProblem,
  tolerance: OdeTolerance,
): Generator<AcceptedStep> {
  const end = times.at(-1) ?? start;
  let [t, y, first] = [start, y0, slopeAt(field, start, y0)];
  let h = firstStep(field, { t, y, first }, tolerance);
  while (t < end) {
    checkInterrupt();
    const last = h >= end - t;
    const step = takeStep(field, { t, y, first, h: last ? end - t : h });
    const error = errorOf(step, tolerance);
    if (error <= 1) {
      const to = last ? end : t + step.h;
      yield { from: t, to, step };
      [t, y, first] = [to, step.end, step.slopes.at(-1) ?? first];
    }
    h = step.h * scaleAfter(error);
    checkLength(h, t);
  }
}

/** y′ at a point. */
function slopeAt(field: VectorField, t: number, y: Float64Array): Float64Array {
  const slope = new Float64Array(y.length);
  field(t, y, slope);
  return slope;
}

/** The next step's length: an error of order h⁵ is brought just under 1, within bounds. */
function scaleAfter(error: number): number {
  if (!(error < Infinity)) return 0.2;
  return Math.min(10, Math.max(0.2, 0.9 * error ** -0.2));
}

function checkLength(h: number, t: number): void {
  if (h > 16 * Number.EPSILON * Math.abs(t) && h > 0) return;
  throw new DomainError(
    `ode: no step from t = ${t} is short enough; the solution diverges there or is not a number`,
  );
}

const errorOf = ({ error, y, end }: Step, tolerance: OdeTolerance): number =>
  scaledNorm(error, [y, end], tolerance);

/** √mean (v_i/(atol + rtol·|y_i|))² */
function scaledNorm(
  v: Float64Array,
  states: readonly Float64Array[],
  { rtol = 1e-9, atol = 1e-12 }: OdeTolerance,
): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) {
    const size = Math.max(...states.map((y) => Math.abs(y[i] as number)));
    sum += ((v[i] as number) / (atol + rtol * size)) ** 2;
  }
  return Math.sqrt(sum / Math.max(v.length, 1));
}

/** Hairer, Nørsett and Wanner 1993, II.4: from the size of the slope and its change. */
function firstStep(
  field: VectorField,
  { t, y, first }: { readonly t: number; readonly y: Float64Array; readonly first: Float64Array },
  tolerance: OdeTolerance,
): number {
  const norm = (v: Float64Array) => scaledNorm(v, [y], tolerance);
  const [size, speed] = [norm(y), norm(first)];
  const trial = size < 1e-5 || speed < 1e-5 ? 1e-6 : (0.01 * size) / speed;
  const next = slopeAt(
    field,
    t + trial,
    y.map((value, i) => value + trial * (first[i] as number)),
  );
  const bend = norm(next.map((slope, i) => slope - (first[i] as number))) / trial;
  const steepest = Math.max(speed, bend);
  const h = steepest <= 1e-15 ? Math.max(1e-6, trial * 1e-3) : (0.01 / steepest) ** 0.2;
  return Math.min(100 * trial, h);
}
