import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { solveFactoredInto } from "../wasm/general-systems.js";
import { factorsOf } from "./lu.js";
import { checkPivots } from "./solve.js";
import { asSquares, pieceOf, type RealOf } from "./stack.js";

/**
 * The inverses of square matrices, A X = 1. To solve a system, `solve` is quicker and more accurate.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} when a matrix is singular.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * inv([[2, 0], [0, 4]]); // array([[0.5 , 0. ], [0. , 0.25]])
 * ```
 */
export function inv<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const array = asArray(a);
  const stack = asSquares("inv", "a", array, realDtype(array.dtype));
  const { dtype, count, rows: n } = stack;
  const out = allocate(dtype, count * n * n, "anything");
  const b = identity(n);
  factorsOf(stack).forEach((factors, i) => {
    checkPivots("inv", factors, n);
    const piece = pieceOf(out, i, n * n);
    solveFactoredInto({ ...factors, n, b, columns: n, out: piece, transpose: false });
  });
  return new NDArray(out, array.shape, dtype) as NDArray<RealOf<A>>;
}

function identity(n: number): Float64Array {
  const values = new Float64Array(n * n);
  for (let i = 0; i < n; i++) values[i * (n + 1)] = 1;
  return values;
}
