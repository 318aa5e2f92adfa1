import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";

/**
 * The positions of the elements that are not zero (or true), one row each, in row-major order.
 *
 * @returns int32, count × axes.
 * @example
 * ```ts
 * nonzero([[0, 1], [2, 0]]); // array([[0, 1], [1, 0]])
 * ```
 */
export function nonzero(x: ArrayInput): NDArray<"int32"> {
  const { data, shape } = asArray(x);
  const flat = Array.from(data.keys()).filter((i) => data[i] !== 0);
  const out = new Int32Array(flat.length * shape.length);
  flat.forEach((place, row) => {
    for (let axis = shape.length - 1, rest = place; axis >= 0; axis--) {
      const length = shape[axis] as number;
      out[row * shape.length + axis] = rest % length;
      rest = Math.floor(rest / length);
    }
  });
  return new NDArray(out, [flat.length, shape.length], "int32");
}
