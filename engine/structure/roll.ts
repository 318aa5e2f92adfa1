import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { normaliseAxis } from "../array/shape.js";
import { take } from "../array/take.js";
import { DomainError } from "../errors.js";
import { indices, modulo } from "./indices.js";

/**
 * The array moved by `shift` along an axis; what leaves at one end enters at the other. Without an axis
 * the array is moved as if it were flat.
 *
 * @throws {@link ShapeError} for an axis that does not exist; {@link DomainError} for a broken shift.
 * @example
 * ```ts
 * roll([1, 2, 3, 4], 1); // array([4., 1., 2., 3.])
 * ```
 */
export function roll(x: ArrayInput, shift: number, axis: number | null = null): NDArray {
  const array = asArray(x);
  if (!Number.isInteger(shift)) {
    throw new DomainError(`roll: shift is ${shift}; use a whole number`);
  }
  if (axis === null) return reshape(roll(reshape(array, [-1]), shift, 0), array.shape);
  const along = normaliseAxis("roll", axis, array.ndim);
  const length = array.shape[along] as number;
  if (length === 0 || modulo(shift, length) === 0) return array;
  return take(
    array,
    indices(length, (i) => modulo(i - shift, length)),
    along,
  );
}
