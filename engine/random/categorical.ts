import { add } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { argmax } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { gumbel } from "./exponential.js";
import type { Key } from "./key.js";

/**
 * Class numbers with probabilities proportional to e^logit, those of `jax.random.categorical`, by the
 * Gumbel-max identity: argmax(logits + g) with g of the Gumbel distribution.
 *
 * @param logits - Shape (classes).
 * @param shape - Of the result.
 * @throws {@link ShapeError} unless `logits` is a vector of at least one class.
 * @example
 * ```ts
 * random.categorical(random.key(0), [0, 1, 2], [5]);
 * ```
 */
export function categorical(key: Key, logits: ArrayInput, shape: Shape): NDArray<"int32"> {
  const scores = asArray(logits);
  if (scores.ndim !== 1 || scores.size === 0) {
    throw new ShapeError(
      `random.categorical: logits of shape ${formatShape(scores.shape)}; expected [classes] with classes > 0`,
    );
  }
  const noise = gumbel(key, [...shape, scores.size], { dtype: realDtype(scores.dtype) });
  return argmax(add(noise, scores), -1);
}
