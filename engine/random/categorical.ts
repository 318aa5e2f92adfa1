import { add } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { argmax } from "../array/reductions.js";
import { broadcastShapes, formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { gumbel } from "./exponential.js";
import type { Key } from "./key.js";

/**
 * Class numbers with probabilities proportional to e^logit, those of `jax.random.categorical`, by the
 * Gumbel-max identity: argmax(logits + g) with g of the Gumbel distribution.
 *
 * @param logits - Classes on the last axis, one distribution for each position of the others.
 * @param shape - Of the result, ending in the logits' shape without the classes, which it is unless given.
 * @throws {@link ShapeError} when there are no classes, or `shape` does not fit the logits.
 * @example
 * ```ts
 * random.categorical(random.key(0), [0, 1, 2], [5]);
 * random.categorical(random.key(0), [[0, 9], [9, 0]]).shape; // [2]
 * ```
 */
export function categorical(key: Key, logits: ArrayInput, shape?: Shape): NDArray<"int32"> {
  const scores = asArray(logits);
  const classes = scores.shape.at(-1);
  if (classes === undefined || classes === 0) {
    throw new ShapeError(
      `random.categorical: logits of shape ${formatShape(scores.shape)}; expected [..., classes] with classes > 0`,
    );
  }
  const own = scores.shape.slice(0, -1);
  const wanted = shape ?? own;
  if (!sameShape(broadcastShapes("random.categorical (shape, logits)", wanted, own), wanted)) {
    throw new ShapeError(
      `random.categorical: the shape ${formatShape(wanted)} does not hold a class for each of ${formatShape(own)}; it must end in that shape`,
    );
  }
  const noise = gumbel(key, [...wanted, classes], { dtype: realDtype(scores.dtype) });
  return argmax(add(noise, scores), -1);
}
