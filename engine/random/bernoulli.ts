import { less } from "../array/comparison.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import type { Key } from "./key.js";
import { uniform } from "./uniform.js";

/**
 * Truth values that are true with probability `p`, those of `jax.random.bernoulli`
 * in 64-bit mode (or 32-bit mode, when float32 is the default dtype).
 *
 * @throws {@link DomainError} when `p` is no probability.
 * @example
 * ```ts
 * random.bernoulli(random.key(0), 0.3, [5]);
 * ```
 */
export function bernoulli(key: Key, p: number, shape: Shape): NDArray<"bool"> {
  if (!(p >= 0 && p <= 1)) {
    throw new DomainError(`random.bernoulli: p = ${p} is no probability; use 0 to 1`);
  }
  return less(uniform(key, shape), p);
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
