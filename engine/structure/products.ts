import { mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";

/**
 * All products x_i y_j of two vectors; other shapes are flattened.
 *
 * @returns size of x × size of y.
 * @example
 * ```ts
 * outer([1, 2], [3, 4]); // array([[3., 4.], [6., 8.]])
 * ```
 */
export function outer(x: ArrayInput, y: ArrayInput): NDArray {
  return mul(reshape(asArray(x), [-1, 1]), reshape(asArray(y), [1, -1]));
}

/**
 * The Kronecker product: every entry of x times the whole of y.
 *
 * @returns Lengths are the products of both arrays' lengths.
 * @example
 * ```ts
 * kron([[1, 10]], [[1, 2], [3, 4]]); // array([[ 1., 2., 10., 20.], [ 3., 4., 30., 40.]])
 * ```
 */
export function kron(x: ArrayInput, y: ArrayInput): NDArray {
  const [a, b] = [asArray(x), asArray(y)];
  const ndim = Math.max(a.ndim, b.ndim);
  const [p, q] = [a, b].map(({ shape }) => [
    ...new Array<number>(ndim - shape.length).fill(1),
    ...shape,
  ]) as [number[], number[]];
  const left = reshape(
    a,
    p.flatMap((length) => [length, 1]),
  );
  const right = reshape(
    b,
    q.flatMap((length) => [1, length]),
  );
  return reshape(
    mul(left, right),
    p.map((length, axis) => length * (q[axis] as number)),
  );
}
