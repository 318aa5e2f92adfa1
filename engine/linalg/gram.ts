import { asArray, type ArrayInput } from "../array/create.js";
import type { DtypeOf, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import type { Operand } from "../wasm/pack.js";
import { multiplyInto } from "../wasm/product.js";
import { asMatrix } from "./operands.js";

/** Whether columns are compared instead of rows; nothing is moved for it. */
export interface GramOptions {
  readonly transpose?: boolean;
}

/**
 * The Gram matrix X Xᵀ of the rows of X, or XᵀX of its columns with `transpose`. One triangle is
 * computed and copied, so the result is symmetric to the last bit; it has the bits of `matmul`.
 *
 * @param x - n × k.
 * @returns n × n; k × k with `transpose`.
 * @throws {@link ShapeError} when `x` is no matrix.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * gram([[1, 2], [3, 4]]); // array([[ 5., 11.], [11., 25.]])
 * ```
 */
export function gram<X extends ArrayInput>(
  x: X,
  { transpose = false }: GramOptions = {},
): NDArray<ResultOf<"real", DtypeOf<X>>> {
  const array = asArray(x);
  const dtype = realDtype(array.dtype);
  const { data, rows, columns } = asMatrix("gram", "x", array, dtype);
  const [n, k] = transpose ? [columns, rows] : [rows, columns];
  const out = allocate(dtype, n * n, "anything");
  const operand: Operand = { data, columns, direction: transpose ? "along" : "across" };
  multiplyInto({ out, m: n, n, k, a: operand, b: operand, symmetric: true });
  return new NDArray(out, [n, n], dtype) as NDArray<ResultOf<"real", DtypeOf<X>>>;
}
