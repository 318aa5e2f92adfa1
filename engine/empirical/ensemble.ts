import { div, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { stack } from "../array/join.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { mean as meanOf, sum } from "../array/reductions.js";
import { sqrt } from "../array/transcendental.js";
import { vmapFlat } from "../autodiff/vmap.js";
import { flatten, treeMap, unflatten, type Arrays } from "../core/pytree.js";
import type { ChartInput } from "../display/chart.js";
import { liveChart } from "../display/live-chart.js";
import { minimise } from "../optim/minimise.js";
import type { Optimiser } from "../optim/optimiser.js";
import { checkOptions, checkWhole } from "../options.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { foldIn, type Key } from "../random/key.js";

/** What of a network is trained: `stax` networks have it. */
export interface Trainable<Params> {
  readonly init: (key: Key, shape: Shape) => { readonly params: Params };
  readonly apply: (params: Params, x: NDArray) => NDArray;
}

/** Options of `monteCarlo.ensemble`. */
export interface EnsembleOptions {
  readonly key: Key;
  /** How many networks. */
  readonly members: number;
  readonly optimiser: Optimiser;
  readonly steps: number;
  /** (outputs, targets) ↦ one number; half of the mean squared error unless given, as in `predict`. */
  readonly loss?: (outputs: NDArray, targets: NDArray) => NDArray;
  /** Called before each step; give true to stop there. */
  readonly onStep?: (at: EnsembleStep) => boolean | undefined;
  /** A chart of the ensemble as it is, for instance of its losses: drawn while it is trained, and at the end. */
  readonly draw?: (at: EnsembleStep) => ChartInput;
}

/** A moment of an ensemble's training. */
export interface EnsembleStep {
  readonly step: number;
  /** One a member, at this step and at all so far. */
  readonly losses: readonly number[];
  readonly history: readonly (readonly number[])[];
  /** Outputs of all members for some inputs, at this moment: [members, …outputs]. */
  readonly outputs: (x: ArrayInput) => NDArray;
}

/** Networks that were trained side by side. */
export interface TrainedEnsemble<Params> {
  /** Before each step and at the end: [steps + 1, members], fewer when it was stopped. */
  readonly losses: NDArray;
  /** Those of one member. */
  member(index: number): Arrays<Params>;
  /** Of all members: [members, …outputs]. */
  outputs(x: ArrayInput): NDArray;
  /** Over the members. */
  mean(x: ArrayInput): NDArray;
  /** Standard deviation over the members, with members − 1 degrees of freedom. */
  std(x: ArrayInput): NDArray;
}

/**
 * Trains many networks that differ by their initialisation alone, all at once: every operation is done for all
 * members together, on all threads. Their mean and spread are what `predict.gradientDescentMseEnsemble` gives
 * for infinite width.
 *
 * @param network - `init` and `apply`, such as a `stax` network.
 * @param x - Inputs that every member is trained on.
 * @param y - Targets.
 * @throws {@link DomainError} for less than one member, or when a loss is not finite any more;
 *   {@link ShapeError} for targets of another shape than a member's outputs, unless there is a loss of one's own;
 *   {@link InterruptError} when stopped.
 * @example
 * ```ts
 * const network = stax.serial(stax.dense(16), stax.erf(), stax.dense(1));
 * const options = { key: random.key(0), members: 4, optimiser: optim.sgd(0.1), steps: 10 };
 * const trained = monteCarlo.ensemble(network, [[0], [1]], [[1], [2]], options);
 * trained.losses.shape; // [11, 4]
 * trained.outputs([[0], [0.5], [1]]).shape; // [4, 3, 1]
 * ```
 */
export function ensemble<Params>(
  network: Trainable<Params>,
  x: ArrayInput,
  y: ArrayInput,
  options: EnsembleOptions,
): TrainedEnsemble<Params> {
  const caller = "monteCarlo.ensemble";
  checkOptions(caller, options, OPTIONS);
  const { key, members, optimiser, steps, loss = halfMeanSquare, onStep, draw } = options;
  checkWhole(caller, "members", members, 1);
  checkWhole(caller, "steps", steps, 0);
  const [inputs, targets] = [asArray(x), asArray(y)];
  const start = stacked(
    Array.from({ length: members }, (_, k) => network.init(foldIn(key, k), inputs.shape).params),
  );
  const losses: number[][] = [];
  const state = stateOf(network, {
    ...{ losses, members },
    loss: (outputs) => loss(outputs, targets),
  });
  const live = liveChart(caller);
  const { params } = minimise<unknown>(
    (own) => sum(state.lossesAt(own, inputs)),
    start,
    optimiser,
    {
      steps,
      onStep: ({ step, params: now }) => {
        const at = state.stepAt(step, now);
        if (draw) live(() => draw(at));
        return onStep?.(at);
      },
    },
  );
  // Where it was stopped, the last losses are those of the end.
  if (losses.length === steps) state.lossesAt(params, inputs);
  const last = state.stepAt(losses.length - 1, params);
  if (draw) live(() => draw(last), "at once");
  return {
    losses: asArray(losses),
    member: (index) => treeMap((leaf) => leaf.slice(index), params) as Arrays<Params>,
    outputs: last.outputs,
    mean: (given) => meanOf(last.outputs(given), 0),
    std: (given) => spread(last.outputs(given)),
  };
}

interface Watched {
  /** Every evaluation of the members' losses is added here. */
  readonly losses: number[][];
  readonly members: number;
  readonly loss: (outputs: NDArray) => NDArray;
}

/** All members at once, from parameters that have the members on the first axis. */
function stateOf<Params>(network: Trainable<Params>, { losses, loss, members }: Watched) {
  const each = (params: unknown, x: NDArray, of: (outputs: NDArray) => NDArray): NDArray => {
    const { leaves, structure } = flatten(params);
    const one = (own: readonly NDArray[]): NDArray[] => [
      of(network.apply(unflatten(structure, own) as Params, x)),
    ];
    const all = leaves.map(() => true);
    return vmapFlat("monteCarlo.ensemble", one, leaves, all, members)[0] as NDArray;
  };
  return {
    lossesAt: (params: unknown, x: NDArray): NDArray => {
      const own = each(params, x, loss);
      losses.push(Array.from(own.concrete().data, Number));
      return own;
    },
    stepAt: (step: number, params: unknown): EnsembleStep => ({
      ...{ step, history: losses, losses: losses.at(-1) ?? [] },
      outputs: (x) => each(params, asArray(x), (outputs) => outputs),
    }),
  };
}

const OPTIONS = ["key", "members", "optimiser", "steps", "loss", "onStep", "draw"];

/** Trees of many members as one, their axis first. */
function stacked(trees: readonly unknown[]): unknown {
  const all = trees.map((tree) => flatten(tree));
  const [first] = all;
  if (first === undefined) return [];
  const leaves = first.leaves.map((_, k) => stack(all.map((one) => one.leaves[k] as NDArray)));
  return unflatten(first.structure, leaves);
}

/** ½ ‖f − y‖²/size, as neural-tangents has it. */
function halfMeanSquare(outputs: NDArray, targets: NDArray): NDArray {
  if (!sameShape(outputs.shape, targets.shape)) {
    throw new ShapeError(
      `monteCarlo.ensemble: a member gives ${formatShape(outputs.shape)} and the targets are ${formatShape(targets.shape)}, which would broadcast; give targets of the outputs' shape, or a loss`,
    );
  }
  const error = sub(outputs, targets);
  return mul(meanOf(mul(error, error)), 0.5);
}

function spread(outputs: NDArray): NDArray {
  const apart = sub(outputs, meanOf(outputs, 0, { keepdims: true }));
  const members = outputs.shape[0] as number;
  return sqrt(div(sum(mul(apart, apart), 0), members - 1));
}
