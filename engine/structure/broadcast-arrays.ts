import { broadcastTo } from "../array/broadcast.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray, Shape } from "../array/ndarray.js";
import { broadcastShapes } from "../array/shape.js";

/**
 * Arrays repeated to the shape that all of them broadcast to.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * broadcastArrays([[1, 2], [[1], [2]]])[0]; // array([[1., 2.], [1., 2.]])
 * ```
 */
export function broadcastArrays(parts: readonly ArrayInput[]): NDArray[] {
  const arrays = parts.map((part) => asArray(part));
  const common = arrays.reduce<Shape>(
    (shape, part) => broadcastShapes("broadcastArrays", shape, part.shape),
    [],
  );
  return arrays.map((part) => broadcastTo(part, common));
}
