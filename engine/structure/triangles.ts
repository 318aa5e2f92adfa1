import { where } from "../array/where.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/** Whether j − i ≤ k for each place of a matrix. */
function lowerMask(caller: string, x: NDArray, k: number): NDArray<"bool"> {
  const [rows, columns] = x.shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new ShapeError(
      `${caller}: x has the shape ${formatShape(x.shape)}; it must be a matrix or a batch of them`,
    );
  }
  const mask = Uint8Array.from({ length: rows * columns }, (_, at) =>
    Number((at % columns) - Math.floor(at / columns) <= k),
  );
  return new NDArray(mask, [rows, columns], "bool");
}

/**
 * The lower triangle of a matrix, or of each of a batch: zeros above the k-th diagonal.
 *
 * @throws {@link ShapeError} for a vector.
 * @example
 * ```ts
 * tril([[1, 2], [3, 4]]); // array([[1., 0.], [3., 4.]])
 * ```
 */
export function tril(x: ArrayInput, k = 0): NDArray {
  const array = asArray(x);
  return where(lowerMask("tril", array, k), array, 0);
}

/**
 * The upper triangle of a matrix, or of each of a batch: zeros below the k-th diagonal.
 *
 * @throws {@link ShapeError} for a vector.
 * @example
 * ```ts
 * triu([[1, 2], [3, 4]]); // array([[1., 2.], [0., 4.]])
 * ```
 */
export function triu(x: ArrayInput, k = 0): NDArray {
  const array = asArray(x);
  return where(lowerMask("triu", array, k - 1), 0, array);
}
