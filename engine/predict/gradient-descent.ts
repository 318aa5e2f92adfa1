import { sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import { NDArray } from "../array/ndarray.js";
import { astype, reshape } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { matmul } from "../linalg/index.js";
import { solveOde, type OdeTolerance } from "../ode/solve-ode.js";
import { checkOptions } from "../options.js";
import type { FloatArray } from "./float-array.js";
import { gradientFlow, momentumFlow, type FlatGradient } from "./function-space-ode.js";
import { checkedLearningRate, checkedMomentum, type Descent } from "./learning-rate.js";
import { regularise, type Regularisation } from "./regularise.js";
import { trainingCurve, type Start, type TrainingCurve } from "./training-curve.js";
import { readTrainingSet, type TrainingSet } from "./training-set.js";

/** A loss L(f, y) by its gradient ∂L/∂f, of the shape of the targets. */
export interface LossGradient {
  readonly gradient: (fx: FloatArray, yTrain: FloatArray) => ArrayInput;
}

export interface GradientDescentOptions extends Descent, Regularisation, OdeTolerance {
  /** The part of its velocity that a step keeps, from 0 to below 1; without it there is no velocity. */
  readonly momentum?: number;
}

const OPTIONS = ["learningRate", "momentum", "diagReg", "diagRegAbsoluteScale", "rtol", "atol"];

/**
 * The outputs of an infinitely wide network while gradient descent with a small learning rate
 * minimises any loss: ḟ = −η Θ ∂L/∂f, and with momentum μ, in the time s = t√η,
 * f″ = (μ − 1)/√η · f′ − Θ ∂L/∂f. The flow is followed by an adaptive Runge–Kutta method, from the
 * start in every call: ask for all times at once.
 *
 * Sources: Lee et al. 2019, Wide neural networks of any depth evolve as linear models under gradient
 * descent, eq. 8 and supplement D. Conventions are those of neural-tangents' `gradient_descent`.
 *
 * @param loss - By its gradient with respect to the outputs.
 * @param kTrainTrain - Θ: (train × train), or with two more axes of outputs where it couples them.
 * @param yTrain - (train) or (train × outputs).
 * @throws {@link ShapeError} when shapes do not fit; {@link DomainError} for NaN or infinities in an
 *   argument, for an option that does not exist, and (from the curve) at t = ∞ or when it diverges.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const curve = predict.gradientDescent(
 *   { gradient: (fx, y) => fx.sub(y).div(y.size) },
 *   [[2, 1], [1, 2]],
 *   [1, 0],
 * );
 * curve(0).fxTrain; // array([0., 0.])
 * curve([1, 5]).fxTrain.shape; // [2, 2]
 * ```
 */
export function gradientDescent(
  loss: LossGradient,
  kTrainTrain: ArrayInput,
  yTrain: ArrayInput,
  options: GradientDescentOptions = {},
): TrainingCurve {
  checkOptions("predict.gradientDescent", options, OPTIONS);
  checkLoss(loss);
  checkTolerance(options);
  const set = readTrainingSet(kTrainTrain, yTrain);
  const { ode, clock } = dynamicsOf(loss, set, options);
  return trainingCurve(set, (start) => {
    const { size } = start.f0;
    const y0 = new Float64Array(ode.stateSize);
    y0.set(start.f0.data);
    const states = statesAt(start.times, (times) =>
      solveOde(ode.field, { start: 0, y0, times: times.map((t) => t * clock) }, options),
    );
    return states.map((state) => ({
      train: state.subarray(0, size),
      test: testOutputs(start, state.subarray(ode.alphaAt, ode.alphaAt + size)),
    }));
  });
}

/** A loss itself in the place of its gradient is easily passed. */
function checkLoss(loss: unknown): void {
  const given: unknown =
    typeof loss === "object" && loss !== null && "gradient" in loss ? loss.gradient : undefined;
  if (typeof given === "function") return;
  throw new DomainError(
    "predict.gradientDescent: the loss has no gradient; give { gradient: (fx, y) => … } of the shape of y, of a loss L e.g. { gradient: grad(L) }",
  );
}

function checkTolerance({ rtol = 1e-9, atol = 1e-12 }: OdeTolerance): void {
  if (rtol >= 0 && atol >= 0 && rtol + atol > 0) return;
  throw new DomainError(
    `predict.gradientDescent: rtol = ${rtol} and atol = ${atol}; use numbers from 0, not both 0`,
  );
}

/** The equation, and how fast its time runs. */
function dynamicsOf(loss: LossGradient, set: TrainingSet, options: GradientDescentOptions) {
  const kernel = regularise(astype(set.kernel, "float64"), options);
  const gradient = flatGradient(loss, set);
  const { size } = set.y;
  const rate = checkedLearningRate(options);
  if (options.momentum === undefined) {
    return { ode: gradientFlow(kernel, { size, rate, gradient }), clock: 1 };
  }
  const clock = Math.sqrt(rate);
  const friction = (1 - checkedMomentum(options.momentum)) / clock;
  return { ode: momentumFlow(kernel, { size, friction, gradient }), clock };
}

/** Outputs are flat in the state; the loss sees them in the shape of the targets. */
function flatGradient(
  { gradient }: LossGradient,
  { y, train, outputs }: TrainingSet,
): FlatGradient {
  const shape = [train, ...outputs];
  const targets = reshape(astype(y, "float64"), shape);
  return (f) => {
    const given = gradient(new NDArray(f.slice(), shape, "float64"), targets);
    const slope = namedArray("predict.gradientDescent: the loss's gradient", given);
    if (formatShape(slope.shape) === formatShape(shape)) return astype(slope, "float64").data;
    throw new ShapeError(
      `predict.gradientDescent: the loss's gradient has shape ${formatShape(slope.shape)}; it must have that of the targets, ${formatShape(shape)}`,
    );
  };
}

/** Solves at ascending times, and gives the states in the order asked for. */
function statesAt(
  times: readonly number[],
  solve: (ascending: number[]) => Float64Array[],
): Float64Array[] {
  const last = times.find((time) => time === Infinity);
  if (last !== undefined) {
    throw new DomainError(
      "predict.gradientDescent: the end of training (t = null) has no formula for a general loss; use a finite t",
    );
  }
  const order = Array.from(times.keys()).sort(
    (a, b) => (times[a] as number) - (times[b] as number),
  );
  const states = solve(order.map((k) => times[k] as number));
  const rank = new Map(order.map((k, place) => [k, place]));
  return times.map((_, k) => states[rank.get(k) as number] as Float64Array);
}

/** f* = f*₀ − K_td α, flattened; nothing without a test set. */
function testOutputs({ test, f0 }: Start, alpha: Float64Array): ArrayLike<number> {
  if (test === null) return [];
  const columns = new NDArray(alpha, f0.shape, "float64");
  return sub(test.f0, matmul(test.kernel, columns)).data;
}
