import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { tile } from "./repeat.js";

/**
 * Coordinates of all points of a grid, one array for each vector. With `xy`, NumPy's default, the first
 * vector runs along the columns; with `ij` each runs along the axis of its number.
 *
 * @throws {@link ShapeError} for what is no vector.
 * @example
 * ```ts
 * meshgrid([[1, 2], [3, 4]])[0]; // array([[1., 2.], [1., 2.]])
 * ```
 */
export function meshgrid(
  vectors: readonly ArrayInput[],
  { indexing = "xy" }: { readonly indexing?: "xy" | "ij" } = {},
): NDArray[] {
  if (!Array.isArray(vectors)) {
    throw new ShapeError("meshgrid: give the vectors as one list: meshgrid([x, y])");
  }
  const arrays = vectors.map((vector: ArrayInput) => asArray(vector));
  const wrong = arrays.find(({ ndim }) => ndim !== 1);
  if (wrong !== undefined) {
    throw new ShapeError(`meshgrid: one has the shape ${formatShape(wrong.shape)}; give vectors`);
  }
  const lengths = arrays.map(({ size }) => size);
  const grids = arrays.map((array, k) => {
    const alone = reshape(
      array,
      lengths.map((length, axis) => (axis === k ? length : 1)),
    );
    return tile(
      alone,
      lengths.map((length, axis) => (axis === k ? 1 : length)),
    );
  });
  if (indexing === "ij" || grids.length < 2) return grids;
  const order = lengths.map((_, axis) => (axis < 2 ? 1 - axis : axis));
  return grids.map((grid) => transpose(grid, order));
}
