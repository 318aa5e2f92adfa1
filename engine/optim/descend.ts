import { add } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { flatten, flattenLike, unflatten, type Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { reportProgress } from "../platform/progress.js";
import type { Optimiser } from "./optimiser.js";
import { checkWhole } from "../options.js";

/** Where a descent stands before a step. */
export interface Descent<Params> {
  readonly step: number;
  readonly loss: number;
  /** The losses up to this one. */
  readonly losses: readonly number[];
  readonly params: Arrays<Params>;
}

/** How long, and who looks on. */
export interface DescentOptions<Params> {
  readonly steps: number;
  /** True stops there. */
  readonly onStep?: ((at: Descent<Params>) => boolean | undefined) | undefined;
}

/** Parameters after training, and the loss before each step. */
export interface Minimised<Params> {
  readonly params: Arrays<Params>;
  readonly losses: readonly number[];
}

/** The loss and its gradient, a tree like the parameters, at a step. */
export type DerivativeAt<Params> = (
  params: Arrays<Params>,
  step: number,
) => readonly [loss: NDArray, gradient: unknown];

/**
 * Steps of an optimiser along gradients, however they are found.
 *
 * @param caller - the public function to name in errors
 * @throws {@link DomainError} when the loss is not finite any more; {@link InterruptError} when stopped.
 */
export function descend<Params>(
  caller: string,
  derivative: DerivativeAt<Params>,
  start: Params,
  optimiser: Optimiser,
  { steps, onStep }: DescentOptions<Params>,
): Minimised<Params> {
  checkWhole(caller, "steps", steps, 0);
  const { leaves, structure } = flatten(start);
  const tree = (values: readonly NDArray[]): Arrays<Params> =>
    unflatten(structure, values) as Arrays<Params>;
  const losses: number[] = [];
  let values: readonly NDArray[] = leaves;
  let state: unknown = optimiser.init(leaves);
  for (let step = 0; step < steps; step++) {
    checkInterrupt();
    reportProgress(step, steps);
    const [value, gradient] = derivative(tree(values), step);
    const loss = Number(value.item());
    checkFinite(caller, loss, step, optimiser.name);
    losses.push(loss);
    if (onStep?.({ step, loss, losses, params: tree(values) }) === true) break;
    const updated = optimiser.update(flattenLike(caller, gradient, structure), state, values);
    state = updated.state;
    values = values.map((x, k): NDArray => add(x, updated.updates[k] as NDArray));
  }
  return { params: tree(values), losses };
}

function checkFinite(caller: string, loss: number, step: number, optimiser: string): void {
  if (Number.isFinite(loss)) return;
  throw new DomainError(
    `${caller}: the loss is ${loss} at step ${step} of ${optimiser}; lower the learning rate, or start elsewhere`,
  );
}
