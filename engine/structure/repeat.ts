import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { normaliseAxis } from "../array/shape.js";
import { take } from "../array/take.js";
import { ShapeError } from "../errors.js";
import { checkCount, indices } from "./indices.js";

/**
 * Every entry along an axis `count` times, or each as often as its own count says. Without an axis the
 * array is flat.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or another number of counts than entries;
 *   {@link DomainError} for counts that are no whole numbers.
 * @example
 * ```ts
 * repeat([1, 2], 2); // array([1., 1., 2., 2.])
 * repeat([1, 2], [0, 3]); // array([2., 2., 2.])
 * ```
 */
export function repeat(
  x: ArrayInput,
  count: number | readonly number[],
  axis: number | null = null,
): NDArray {
  const array = asArray(x);
  if (axis === null) return repeat(reshape(array, [-1]), count, 0);
  const along = normaliseAxis("repeat", axis, array.ndim);
  const length = array.shape[along] as number;
  const counts = typeof count === "number" ? new Array<number>(length).fill(count) : count;
  if (counts.length !== length) {
    throw new ShapeError(`repeat: ${counts.length} counts for ${length} entries; give one each`);
  }
  for (const times of counts) checkCount("repeat", "a count", times);
  return take(
    array,
    counts.flatMap((times, i) => Array.from(indices(times, () => i))),
    along,
  );
}

/**
 * The whole array side by side, `counts` times along each axis; missing counts are 1, and missing axes
 * are put in front.
 *
 * @throws {@link DomainError} for counts that are no whole numbers.
 * @example
 * ```ts
 * tile([1, 2], 2); // array([1., 2., 1., 2.])
 * tile([1, 2], [2, 1]); // array([[1., 2.], [1., 2.]])
 * ```
 */
export function tile(x: ArrayInput, counts: number | readonly number[]): NDArray {
  const array = asArray(x);
  const given = [counts].flat();
  const ndim = Math.max(given.length, array.ndim);
  const shape = [...new Array<number>(ndim - array.ndim).fill(1), ...array.shape];
  const times = [...new Array<number>(ndim - given.length).fill(1), ...given];
  for (const count of times) checkCount("tile", "a count", count);
  return times.reduce(
    (tiled, count, axis) => {
      const length = shape[axis] as number;
      return count === 1
        ? tiled
        : take(
            tiled,
            indices(length * count, (i) => i % length),
            axis,
          );
    },
    reshape(array, shape),
  );
}
