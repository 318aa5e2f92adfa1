/** Named parts of a computation: what is recorded inside of one belongs to it. */
import type { NDArray } from "../array/ndarray.js";

export interface Scope {
  readonly name: string;
  readonly parent: Scope | null;
}

let current: Scope | null = null;

export const currentScope = (): Scope | null => current;

/** Runs `f` in a part of its own, inside of the one that runs. */
export function within<R>(name: string, f: () => R): R {
  return inScope({ name, parent: current }, f);
}

/** Runs `f` in a part that was begun before, e.g. the transpose of what was recorded there. */
export function inScope<R>(scope: Scope | null, f: () => R): R {
  const outer = current;
  current = scope;
  try {
    return f();
  } finally {
    current = outer;
  }
}

/**
 * The same function as a named part of programs: `graphOf` gathers what it does in a group of that name,
 * forward and backward, and its drawing folds it into one box. Layers of `stax` are such parts.
 *
 * @example
 * ```ts
 * const score = namedScope("score", (q, k) => q.dot(k).div(2));
 * graphOf(score)([1, 2], [3, 4]).groups[0]?.name; // "score"
 * ```
 */
export function namedScope<F extends (...args: NDArray[]) => unknown>(name: string, f: F): F;
export function namedScope<Args extends readonly unknown[], R>(
  name: string,
  f: (...args: Args) => R,
): (...args: Args) => R;
export function namedScope<Args extends readonly unknown[], R>(
  name: string,
  f: (...args: Args) => R,
): (...args: Args) => R {
  return (...args) => within(name, () => f(...args));
}
