import { mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { moveAxis } from "../array/rearrange.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { roll } from "./roll.js";

/**
 * The cross product of vectors of three components, which lie along an axis of both; the other axes
 * broadcast.
 *
 * @param axis - Where the components lie, also in the result; the last axis unless given.
 * @throws {@link ShapeError} unless that axis has length 3, or when the others do not broadcast.
 * @example
 * ```ts
 * cross([1, 0, 0], [0, 1, 0]); // array([0., 0., 1.])
 * ```
 */
export function cross(x: ArrayInput, y: ArrayInput, axis = -1): NDArray {
  const a = components("x", asArray(x), axis);
  const b = components("y", asArray(y), axis);
  // (a×b)_k = a_{k+1} b_{k+2} − a_{k+2} b_{k+1}: of a_k b_{k+1} − a_{k+1} b_k the entry k + 1, modulo 3
  const product = roll(sub(mul(a, roll(b, -1, -1)), mul(roll(a, -1, -1), b)), -1, -1);
  return moveAxis(product, -1, axis);
}

function components(name: string, x: NDArray, axis: number): NDArray {
  if (x.shape[normaliseAxis("cross", axis, x.ndim)] === 3) return moveAxis(x, axis, -1);
  throw new ShapeError(
    `cross: ${name} has the shape ${formatShape(x.shape)}; its axis ${axis} must hold 3 components`,
  );
}
