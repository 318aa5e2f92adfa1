import type { NDArray } from "../array/ndarray.js";
import type { ChartInput } from "../display/chart.js";
import { liveChart } from "../display/live-chart.js";
import { checkOptions } from "../options.js";
import { adam } from "../optim/adam.js";
import { minimise } from "../optim/minimise.js";
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

/** Trained parameters, and the loss before each step. */
export interface Fit<Params> {
  readonly params: Params;
  readonly losses: readonly number[];
}

/** What is lowered, with new random numbers and the share of training that is done. */
export type StochasticLoss<Params> = (params: Params, key: Key, progress: number) => NDArray;

/**
 * Lowers a random loss by Adam (Kingma & Ba 2015): a flow's negative log likelihood of a batch, or its free energy,
 * annealed by `progress`.
 *
 * @throws {@link DomainError} when the loss is no number any more; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const flow = flows.compose(flows.affineCoupling(), flows.affineCoupling({ changes: "first" }));
 * const x = flows.twoMoons(random.key(1), 256);
 * flows.fit((p, _key) => flows.negativeLogLikelihood(flow, p, x), flow.init(random.key(0), 2), random.key(2), { steps: 100 });
 * ```
 */
export function fit<Params>(
  loss: StochasticLoss<Params>,
  start: Params,
  key: Key,
  options: FitOptions<Params>,
): Fit<Params> {
  checkOptions("flows.fit", options, ["steps", "learningRate", "draw"]);
  const { steps, learningRate = 0.01, draw } = options;
  const live = draw && liveChart("flows.fit");
  const seen: number[] = [];
  const { params, losses } = minimise(
    (given, step) => loss(given as Params, foldIn(key, step), step / steps),
    start,
    adam(cosineSchedule(learningRate, steps)),
    {
      steps,
      onStep({ loss, params }) {
        seen.push(loss);
        if (draw) live?.(() => draw(params as Params, seen));
        return false;
      },
    },
  );
  if (draw) live?.(() => draw(params as Params, losses), "at once");
  return { params: params as Params, losses };
}
