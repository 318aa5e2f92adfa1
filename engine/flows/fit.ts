import type { NDArray } from "../array/ndarray.js";
import { asWritten } from "../array/shape.js";
import { valueAndGrad } from "../autodiff/grad.js";
import type { Arrays } from "../core/pytree.js";
import type { ChartInput } from "../display/chart.js";
import { displayedAsChart } from "../display/displayed.js";
import { liveChart } from "../display/live-chart.js";
import { DomainError } from "../errors.js";
import { jit } from "../jit/jit.js";
import { checkOptions, checkPositive, checkWhole } from "../options.js";
import { adam } from "../optim/adam.js";
import { descend, type DerivativeAt } from "../optim/descend.js";
import { cosineSchedule } from "../optim/schedules.js";
import { foldIn, type Key } from "../random/key.js";

/** How long and how fast. */
export interface FitOptions<Params = unknown> {
  /** Steps of Adam. */
  readonly steps: number;
  /** Step size, which falls along half a cosine; default 0.01. */
  readonly learningRate?: number;
  /** A chart of the flow as it is, for instance of samples: drawn while training goes on, and at its end. */
  readonly draw?: (params: Params, losses: readonly number[]) => ChartInput;
}

/** Options of a loss that is compiled. */
export interface CompiledFitOptions<Params, Batch> extends FitOptions<Params> {
  /**
   * What the loss of a step is given, from new random numbers and the share of training that is done: a tree of arrays
   * and numbers, of one shape at all steps. Where it has arguments, give their types, so that those of the loss are known.
   */
  readonly batch: (key: Key, progress: number) => Batch;
}

/** Trained parameters, and the loss before each step. As a cell's last value it draws the losses. */
export interface Fit<Params> {
  readonly params: Params;
  readonly losses: readonly number[];
}

/** What is lowered, with new random numbers and the share of training that is done. */
export type StochasticLoss<Params> = (params: Params, key: Key, progress: number) => NDArray;

/** What is lowered, a function of arrays alone. Numbers of the batch are arrays of shape []. */
export type BatchLoss<Params, Batch> = (params: Params, batch: Arrays<Batch>) => NDArray;

/**
 * Lowers a random loss by Adam (Kingma & Ba 2015): a flow's negative log likelihood of a batch, or its free energy,
 * annealed by `progress`. With `batch` all that changes from step to step is an argument of the loss, so that the loss and
 * its gradient are compiled once (`jit`): several times as fast.
 *
 * @throws {@link DomainError} for steps, rates and functions that are none, and when the loss is no number any more; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const flow = flows.compose(flows.affineCoupling(), flows.affineCoupling({ changes: "first" }));
 * const start = flow.init(random.key(0), 2);
 * flows.fit((p, x: NDArray) => flows.negativeLogLikelihood(flow, p, x), start, random.key(2), {
 *   steps: 100,
 *   batch: (key: random.Key) => flows.twoMoons(key, 256),
 * });
 * ```
 */
export function fit<Params, Batch>(
  loss: BatchLoss<Params, Batch>,
  start: Params,
  key: Key,
  options: CompiledFitOptions<Params, Batch>,
): Fit<Params>;
export function fit<Params>(
  loss: StochasticLoss<Params>,
  start: Params,
  key: Key,
  options: FitOptions<Params>,
): Fit<Params>;
export function fit<Params, Batch>(
  loss: StochasticLoss<Params> | BatchLoss<Params, Batch>,
  start: Params,
  key: Key,
  options: FitOptions<Params> | CompiledFitOptions<Params, Batch>,
): Fit<Params> {
  const caller = "flows.fit";
  checkOptions(caller, options, ["steps", "learningRate", "draw", "batch"]);
  const { steps, learningRate = 0.01, draw } = options;
  checkWhole(caller, "steps", steps, 1);
  checkPositive(caller, { learningRate });
  checkFunctions(caller, {
    loss,
    ...("batch" in options ? { batch: options.batch } : {}),
    ...(draw === undefined ? {} : { draw }),
  });
  const at = (step: number) => [foldIn(key, step), step / steps] as const;
  const derivative =
    "batch" in options
      ? compiledDerivative(loss as BatchLoss<Params, Batch>, (step) => options.batch(...at(step)))
      : plainDerivative(loss as StochasticLoss<Params>, at);
  const live = draw && liveChart(caller);
  const { params, losses } = descend(
    caller,
    derivative,
    start,
    adam(cosineSchedule(learningRate, steps)),
    {
      steps,
      onStep({ params, losses }) {
        if (draw) live?.(() => draw(params as Params, losses));
        return false;
      },
    },
  );
  if (draw) live?.(() => draw(params as Params, losses), "at once");
  return displayedAsChart(caller, { params: params as Params, losses }, () => lossChart(losses));
}

function checkFunctions(caller: string, given: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === "function") continue;
    throw new DomainError(`${caller}: ${name} is ${asWritten(value)}; give a function`);
  }
}

function plainDerivative<Params>(
  loss: StochasticLoss<Params>,
  at: (step: number) => readonly [Key, number],
): DerivativeAt<Params> {
  return (params, step) =>
    valueAndGrad((given: Arrays<Params>) => loss(given as Params, ...at(step)))(params);
}

function compiledDerivative<Params, Batch>(
  loss: BatchLoss<Params, Batch>,
  batch: (step: number) => Batch,
): DerivativeAt<Params> {
  const both = jit((params: Arrays<Params>, given: Batch) => {
    const at = (values: Arrays<Params>) => loss(values as Params, given as Arrays<Batch>);
    const [value, gradient] = valueAndGrad(at)(params);
    return { value, gradient };
  });
  return (params, step) => {
    const { value, gradient } = both(params, batch(step));
    return [value, gradient];
  };
}

function lossChart(losses: readonly number[]): ChartInput {
  return {
    title: `Training: ${losses.length} steps`,
    xLabel: "step",
    yLabel: "loss",
    series: [{ name: "loss", x: losses.map((_, step) => step), y: losses }],
  };
}
