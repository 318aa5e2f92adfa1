import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { flatten, unflatten, type Arrays } from "../core/pytree.js";
import { leavesLike } from "./carry.js";
import { runLoop, type Loop } from "./loop.js";
import { asPredicate } from "./truth.js";

/**
 * `while (condition(carry)) carry = body(carry)`, also where a JS loop cannot ask for the value: within
 * `jit` it is one operation of the program, and under `vmap` it goes on until no example's condition
 * holds, with those that are done left as they are.
 *
 * Both modes differentiate it, through the steps that were taken. Only within a program that is
 * recorded before the values are known (`jit(grad(f))`, not `grad(jit(f))`) reverse mode is refused, as
 * the number of steps to keep is not known: use `scan` there, or forward mode.
 *
 * @param condition - Of the carry; gives one truth value.
 * @param body - The next carry, like the one before.
 * @param init - The carry at the start, a tree.
 * @throws {@link ShapeError} when the carry changes its structure, shape or dtype, or the condition is
 *   not one number; {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const double = (x: NDArray) => whileLoop((y) => y.less(10), (y) => y.mul(2), x);
 * grad(double)(3); // array(4.): 3 · 2 · 2 = 12
 * vmap(double)([3, 7, 20]); // array([12., 14., 20.])
 * ```
 */
export function whileLoop<const C>(
  condition: (carry: Arrays<NoInfer<C>>) => ArrayInput,
  body: (carry: Arrays<NoInfer<C>>) => unknown,
  init: C,
): Arrays<C> {
  const { leaves, structure } = flatten(init);
  const built = (carry: readonly NDArray[]): Arrays<C> => unflatten(structure, carry) as Arrays<C>;
  const loop: Loop = {
    condition: (carry) => asPredicate("whileLoop", condition(built(carry))),
    body: (carry) => leavesLike("whileLoop: the carry", body(built(carry)), structure, leaves),
  };
  return built(runLoop(loop, leaves));
}
