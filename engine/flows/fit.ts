import { add, div, mul, sub } from "../array/arithmetic.js";
import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";
import { valueAndGrad } from "../autodiff/grad.js";
import { flatten, flattenLike, unflatten } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";
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
  const { leaves, structure } = flatten(start);
  const losses: number[] = [];
  let state: State = {
    values: leaves,
    means: leaves.map(zerosLike),
    squares: leaves.map(zerosLike),
  };
  for (let step = 0; step < steps; step++) {
    checkInterrupt();
    const progress = step / steps;
    const objective = (tree: unknown) => loss(tree as Params, foldIn(key, step), progress);
    const [value, gradient] = valueAndGrad(objective)(unflatten(structure, state.values));
    losses.push(finite(value.item(), step));
    const rate = (learningRate * (1 + Math.cos(Math.PI * progress))) / 2;
    state = adam(state, flattenLike("flows.fit", gradient, structure), { step, rate });
  }
  return { params: unflatten(structure, state.values) as Params, losses };
}

function finite(loss: number | boolean, step: number): number {
  if (Number.isFinite(loss)) return Number(loss);
  throw new DomainError(
    `flows.fit: the loss is ${String(loss)} at step ${step}; lower learningRate`,
  );
}

interface State {
  readonly values: readonly NDArray[];
  readonly means: readonly NDArray[];
  readonly squares: readonly NDArray[];
}

/** θ′ = θ − η m̂/(√v̂ + ε), m and v running means of the gradient and its square. */
function adam(
  { values, means, squares }: State,
  gradients: readonly NDArray[],
  { step, rate }: { readonly step: number; readonly rate: number },
): State {
  const [b1, b2] = [0.9, 0.999];
  const blend = (before: readonly NDArray[], b: number, f: (g: NDArray) => NDArray) =>
    gradients.map((g, i) => add(mul(before[i] as NDArray, b), mul(f(g), 1 - b)) as NDArray);
  const m = blend(means, b1, (g) => g);
  const v = blend(squares, b2, (g) => mul(g, g));
  const [c1, c2] = [1 - b1 ** (step + 1), 1 - b2 ** (step + 1)];
  const next = values.map((value, i) => {
    const size = add(sqrt(div(v[i] as NDArray, c2)), 1e-8);
    return sub(value, mul(div(div(m[i] as NDArray, c1), size), rate));
  });
  return { values: next, means: m, squares: v };
}
