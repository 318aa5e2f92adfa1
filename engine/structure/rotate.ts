import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { swapAxes } from "./axes.js";
import { flip } from "./flip.js";
import { modulo } from "./indices.js";

/**
 * The array turned by k quarters in the plane of two axes, from the first towards the second.
 *
 * @throws {@link ShapeError} for axes that do not exist or are the same; {@link DomainError} for a part
 *   of a quarter.
 * @example
 * ```ts
 * rot90([[1, 2], [3, 4]]); // array([[2., 4.], [1., 3.]])
 * ```
 */
export function rot90(x: ArrayInput, k = 1, axes: readonly [number, number] = [0, 1]): NDArray {
  const array = asArray(x);
  const [from, to] = axes.map((axis) => normaliseAxis("rot90", axis, array.ndim)) as [
    number,
    number,
  ];
  if (from === to) throw new ShapeError(`rot90: axes [${axes.join(", ")}] name one axis twice`);
  if (!Number.isInteger(k))
    throw new DomainError(`rot90: k is ${k}; use a whole number of quarters`);
  const quarters = modulo(k, 4);
  if (quarters === 0) return array;
  if (quarters === 2) return flip(array, [from, to]);
  return quarters === 1 ? swapAxes(flip(array, to), from, to) : flip(swapAxes(array, from, to), to);
}
