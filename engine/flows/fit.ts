import type { NDArray } from "../array/ndarray.js";
import { checkOptions } from "../options.js";
import { adam } from "../optim/adam.js";
import { minimise } from "../optim/minimise.js";
import { cosineSchedule } from "../optim/schedules.js";
import { foldIn, type Key } from "../random/key.js";

/** How long and how fast. */
export interface FitOptions {
  /** Steps of Adam. */
  readonly steps: number;
  /** Step size, which falls along half a cosine; default 0.01. */
  readonly learningRate?: number;
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
  options: FitOptions,
): Fit<Params> {
  checkOptions("flows.fit", options, ["steps", "learningRate"]);
  const { steps, learningRate = 0.01 } = options;
  const { params, losses } = minimise(
    (given, step) => loss(given as Params, foldIn(key, step), step / steps),
    start,
    adam(cosineSchedule(learningRate, steps)),
    { steps },
  );
  return { params: params as Params, losses };
}
