import { asArray, type ArrayInput } from "../array/create.js";
import { type NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";
import { take } from "../array/take.js";
import { formatShape } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { checkOptions } from "../options.js";
import { randint } from "./integers.js";
import type { Key } from "./key.js";
import { permutation } from "./permutation.js";

export interface ChoiceOptions {
  /** Whether one may be chosen several times; true unless given. */
  readonly replace?: boolean;
}

/**
 * Numbers from 0 … n − 1, or entries of an array along its first axis, each equally likely; those of
 * `jax.random.choice`.
 *
 * @param x - A count, or an array.
 * @throws {@link DomainError} when there are fewer than are to be chosen without replacement.
 * @example
 * ```ts
 * random.choice(random.key(0), 10, [4], { replace: false });
 * ```
 */
export function choice(
  key: Key,
  x: ArrayInput,
  shape: Shape,
  options: ChoiceOptions = {},
): NDArray {
  checkOptions("random.choice", options, ["replace"]);
  const { replace = true } = options;
  const entries = typeof x === "number" ? x : (asArray(x).shape[0] ?? 0);
  const count = sizeOf(shape);
  if (replace) {
    const places = randint(key, shape, 0, entries);
    return typeof x === "number" ? places : take(x, places);
  }
  if (count > entries) {
    throw new DomainError(
      `random.choice: ${count} of ${entries} cannot be chosen without replacement; set replace: true or take fewer`,
    );
  }
  const mixed = permutation(key, typeof x === "number" ? x : asArray(x));
  const chosen = slice(mixed, [0, count]);
  if (formatShape(shape) === formatShape([count])) return chosen;
  return reshape(chosen, [...shape, ...chosen.shape.slice(1)]);
}
