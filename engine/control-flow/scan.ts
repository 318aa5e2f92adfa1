import { zeros } from "../array/create.js";
import { stack } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { flatten, unflatten, type Arrays, type Example, type Flat } from "../core/pytree.js";
import { record } from "../core/recording.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { checkOptions } from "../options.js";
import { leavesLike } from "./carry.js";
import { unstack } from "./unstack.js";

/** Options of `scan`. */
export interface ScanOptions {
  /** The number of steps; needed where `xs` holds no arrays. */
  readonly length?: number;
  /** From the last element to the first; results keep their places. */
  readonly reverse?: boolean;
}

/**
 * A loop that carries something along: `[carry, y_t] = f(carry, x_t)` for every t.
 *
 * It is a JS loop whose elements and results lie side by side, so that memory in reverse mode grows
 * with the number of steps (with `checkpoint(f)`: by the carry alone). Within `jit` the steps are
 * written out.
 *
 * @param f - Gives the next carry and a result for this step, which may be null.
 * @param init - The carry at the start, a tree.
 * @param xs - A tree of arrays with the steps on axis 0; null for none.
 * @returns The last carry, and the results with the steps on axis 0.
 * @throws {@link ShapeError} when the carry changes its structure, shape or dtype, or arrays of `xs`
 *   differ in length; {@link DomainError} without a length, or when f gives no pair;
 *   {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const [total, sums] = scan((sum, x) => [sum.add(x), sum.add(x)], 0, [1, 2, 3]);
 * sums; // array([1., 3., 6.])
 * ```
 */
export function scan<const C, const X, Y>(
  f: (carry: Arrays<NoInfer<C>>, x: Example<NoInfer<X>>) => readonly [carry: unknown, y: Y],
  init: C,
  xs: X,
  options: ScanOptions = {},
): [carry: Arrays<C>, ys: Arrays<Y>] {
  checkOptions("scan", options, ["length", "reverse"]);
  const { length, reverse = false } = options;
  const start = flatten(init);
  const elements = flatten(xs);
  const steps = stepsOf(elements.leaves, length);
  const step = (carry: readonly NDArray[], x: readonly NDArray[]): Step =>
    checkedStep(start, f(tree(start, carry), tree(elements, x) as Example<X>));
  if (steps === 0) return nothing(start, elements, step) as [Arrays<C>, Arrays<Y>];

  const columns = elements.leaves.map(unstack);
  const results = new Array<Flat>(steps);
  let carry: readonly NDArray[] = start.leaves;
  for (let k = 0; k < steps; k++) {
    checkInterrupt();
    const t = reverse ? steps - 1 - k : k;
    const done = step(
      carry,
      columns.map((column) => column[t] as NDArray),
    );
    carry = done.carry;
    results[t] = done.y;
  }
  return [tree(start, carry), tree(results[0] as Flat, sideBySide(results))];
}

interface Step {
  readonly carry: readonly NDArray[];
  readonly y: Flat;
}

function tree<T>({ structure }: Flat, leaves: readonly NDArray[]): Arrays<T> {
  return unflatten(structure, leaves) as Arrays<T>;
}

function checkedStep({ structure, leaves }: Flat, pair: unknown): Step {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new DomainError("scan: f must return the pair [carry, y]; y may be null");
  }
  return { carry: leavesLike("scan: the carry", pair[0], structure, leaves), y: flatten(pair[1]) };
}

/** The number of steps, on which all arrays agree. */
function stepsOf(leaves: readonly NDArray[], length: number | undefined): number {
  const [first] = leaves;
  const steps = length ?? first?.shape[0];
  if (steps === undefined || !Number.isInteger(steps) || steps < 0) {
    throw new DomainError(
      `scan: the length is ${String(steps)}; give arrays with the steps on axis 0, or the option length`,
    );
  }
  const wrong = leaves.find(({ shape }) => shape[0] !== steps);
  if (wrong === undefined) return steps;
  const reason = length === undefined ? `another array has ${steps}` : `length is ${steps}`;
  throw new ShapeError(
    `scan: an array of xs has the shape ${formatShape(wrong.shape)}, and ${reason}; axis 0 holds the steps`,
  );
}

function sideBySide(results: readonly Flat[]): NDArray[] {
  const { leaves: like, structure } = results[0] as Flat;
  const rows = results.map(({ leaves, structure: own }) =>
    leavesLike("scan: the result of a step", unflatten(own, leaves), structure, like),
  );
  return like.map((_, k) => stack(rows.map((row) => row[k] as NDArray)));
}

/** No steps: the results are empty; what they would look like is found by recording one step. */
function nothing(
  start: Flat,
  elements: Flat,
  step: (carry: readonly NDArray[], x: readonly NDArray[]) => Step,
): readonly unknown[] {
  let like = flatten(null);
  const one = elements.leaves.map(({ shape, dtype }) => ({ shape: shape.slice(1), dtype }));
  record("scan", [...start.leaves, ...one], (given) => {
    const count = start.leaves.length;
    like = step(given.slice(0, count), given.slice(count)).y;
    return like.leaves;
  });
  const empty = like.leaves.map(({ shape, dtype }) => zeros([0, ...shape], { dtype }));
  return [tree(start, start.leaves), tree(like, empty)];
}
