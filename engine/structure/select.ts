import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { where } from "../array/where.js";
import { asArray } from "../array/create.js";
import { ShapeError } from "../errors.js";

/**
 * For every element the value beside the first condition that holds, broadcasting.
 *
 * @param otherwise - Where no condition holds; 0 unless given.
 * @throws {@link ShapeError} unless there are as many values as conditions, and one at least; when shapes
 *   do not broadcast.
 * @example
 * ```ts
 * const x = array([-2, 0.5, 3]);
 * select([x.less(0), x.less(1)], [-1, x], 1); // array([-1. , 0.5, 1. ])
 * ```
 */
export function select(
  conditions: readonly ArrayInput[],
  values: readonly ArrayInput[],
  otherwise: ArrayInput = 0,
): NDArray {
  if (conditions.length !== values.length || conditions.length === 0) {
    throw new ShapeError(
      `select: ${conditions.length} conditions and ${values.length} values; give one value for each condition`,
    );
  }
  const chosen = conditions.reduceRight<ArrayInput>(
    (rest, condition, k) => where(condition, values[k] as ArrayInput, rest),
    otherwise,
  );
  return asArray(chosen);
}
