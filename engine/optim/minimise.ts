import { add } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { forwardGradient } from "../autodiff/forward-gradient.js";
import { valueAndGrad } from "../autodiff/grad.js";
import { flatten, flattenLike, unflatten, type Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import { foldIn, type Key } from "../random/key.js";
import type { Optimiser } from "./optimiser.js";

/** Options of `minimise`. */
export interface MinimiseOptions<Params = unknown> {
  /** How many steps. */
  readonly steps: number;
  /**
   * With a key, gradients are estimated forward, each from one random direction (`forwardGradient`):
   * no memory of the computation, but a variance that grows with the number of parameters.
   */
  readonly forward?: Key;
  /** Called before each step, for curves and checkpoints; give true to stop there. */
  readonly onStep?: (at: {
    readonly step: number;
    readonly loss: number;
    readonly params: Arrays<Params>;
  }) => boolean | undefined;
}

/** Parameters after training, and the loss before each step. */
export interface Minimised<Params> {
  readonly params: Arrays<Params>;
  readonly losses: readonly number[];
}

/**
 * Lowers a loss by its gradients, step by step.
 *
 * @param loss - Gives one number. It is called once a step with the parameters and the step, counted
 *   from 0, for instance to choose a batch.
 * @param start - A tree of floats.
 * @throws {@link DomainError} when the loss is not finite any more; {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const { params } = optim.minimise((x) => x.sub(3).pow(2).sum(), [0, 0], optim.adam(0.1), { steps: 300 });
 * params; // nearly array([3., 3.])
 * ```
 */
export function minimise<Params>(
  loss: (params: Arrays<Params>, step: number) => NDArray,
  start: Params,
  optimiser: Optimiser,
  options: MinimiseOptions<Params>,
): Minimised<Params> {
  const caller = "optim.minimise";
  checkOptions(caller, options, ["steps", "forward", "onStep"]);
  const { steps, forward, onStep } = options;
  if (!Number.isInteger(steps) || steps < 0) {
    throw new DomainError(`${caller}: steps = ${String(steps)}; use a whole number`);
  }
  const { leaves, structure } = flatten(start);
  const tree = (values: readonly NDArray[]): Arrays<Params> =>
    unflatten(structure, values) as Arrays<Params>;
  const losses: number[] = [];
  let values: readonly NDArray[] = leaves;
  let state: unknown = optimiser.init(leaves);
  for (let step = 0; step < steps; step++) {
    checkInterrupt();
    reportProgress(step, steps);
    const at = (params: unknown): NDArray => loss(params as Arrays<Params>, step);
    const derivative = forward ? forwardGradient(at, foldIn(forward, step)) : valueAndGrad(at);
    const [value, gradient] = derivative(tree(values));
    const number = Number(value.item());
    checkFinite(number, step, optimiser.name);
    losses.push(number);
    if (onStep?.({ step, loss: number, params: tree(values) }) === true) break;
    const updated = optimiser.update(flattenLike(caller, gradient, structure), state, values);
    state = updated.state;
    values = values.map((x, k): NDArray => add(x, updated.updates[k] as NDArray));
  }
  return { params: tree(values), losses };
}

function checkFinite(loss: number, step: number, optimiser: string): void {
  if (Number.isFinite(loss)) return;
  throw new DomainError(
    `optim.minimise: the loss is ${loss} at step ${step} of ${optimiser}; lower the learning rate, or start elsewhere`,
  );
}
