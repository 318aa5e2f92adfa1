import type { NDArray } from "../array/ndarray.js";
import { forwardGradient } from "../autodiff/forward-gradient.js";
import { asWritten } from "../array/shape.js";
import { valueAndGrad } from "../autodiff/grad.js";
import type { Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { foldIn, type Key } from "../random/key.js";
import { descend, type DerivativeAt, type Descent, type Minimised } from "./descend.js";
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
  readonly onStep?: (at: Descent<Params>) => boolean | undefined;
}

/** @throws {@link DomainError} for a learning rate, or anything else, in an optimiser's place. */
function checkOptimiser(caller: string, given: Partial<Optimiser>): void {
  if (typeof given.init === "function" && typeof given.update === "function") return;
  throw new DomainError(
    `${caller}: the optimiser is ${asWritten(given)}; give one, such as optim.adam(0.01)`,
  );
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
  checkOptimiser(caller, optimiser);
  const derivative: DerivativeAt<Params> = (params, step) => {
    const at = (given: Arrays<Params>): NDArray => loss(given, step);
    return forward ? forwardGradient(at, foldIn(forward, step))(params) : valueAndGrad(at)(params);
  };
  return descend(caller, derivative, start, optimiser, { steps, onStep });
}
