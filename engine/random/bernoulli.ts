import { less } from "../array/comparison.js";
import { broadcastTo } from "../array/broadcast.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import type { Key } from "./key.js";
import { uniform } from "./uniform.js";

/**
 * Truth values that are true with probability `p`, those of `jax.random.bernoulli`
 * in 64-bit mode (or 32-bit mode, when float32 is the default dtype).
 *
 * @param p - One number, or an array of them.
 * @param shape - Of the result; p's unless given, and otherwise one that p broadcasts to.
 * @throws {@link DomainError} when `p` is no probability; {@link ShapeError} when it does not broadcast.
 * @example
 * ```ts
 * random.bernoulli(random.key(0), 0.3, [5]);
 * random.bernoulli(random.key(0), [0, 1]); // array([False,  True])
 * ```
 */
export function bernoulli(key: Key, p: ArrayInput, shape?: Shape): NDArray<"bool"> {
  const chances = asArray(p);
  if (chances.trace === undefined) checkChances(chances);
  return less(uniform(key, shape ?? chances.shape), shape ? broadcastTo(chances, shape) : chances);
}

function checkChances({ data }: NDArray): void {
  const wrong = data.find((chance) => !(chance >= 0 && chance <= 1));
  if (wrong === undefined) return;
  throw new DomainError(`random.bernoulli: p = ${wrong} is no probability; use 0 to 1`);
}

/**
 * Fair signs, −1 or 1, those of `jax.random.rademacher`.
 *
 * @example
 * ```ts
 * random.rademacher(random.key(0), [5]);
 * ```
 */
export function rademacher(key: Key, shape: Shape): NDArray<"int32"> {
  return astype(bernoulli(key, 0.5, shape).mul(2).sub(1), "int32");
}
