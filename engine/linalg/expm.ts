import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { exponential } from "./pade.js";
import { asSquares, matrixOf, type RealOf } from "./stack.js";

/**
 * The exponentials of square matrices, Σ Aᵏ/k!, by scaling and squaring with Padé approximants of degree
 * up to 13 (Higham 2005). Computed in float64.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * expm([[0, 1], [0, 0]]); // array([[1., 1.], [0., 1.]])
 * ```
 */
export function expm<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const array = asArray(a);
  const stack = asSquares("expm", "a", array, realDtype(array.dtype));
  const { dtype, count, rows: n } = stack;
  const out = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    out.set(exponential(Float64Array.from(matrixOf(stack, i)), n), i * n * n);
  }
  return new NDArray(out, array.shape, dtype) as NDArray<RealOf<A>>;
}
