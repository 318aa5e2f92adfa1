import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { ShapeError } from "../errors.js";
import type { Operand } from "../wasm/pack.js";
import { multiplyInto } from "../wasm/product.js";
import { asMatrix, type Matrix } from "./operands.js";

/** Which operands are transposed first; nothing is moved for it. */
export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/**
 * The matrix product C_ij = Σ_k A_ik B_kj, on all threads. Integers are multiplied as floats. The
 * sum runs over k in order with fused multiply-adds where the processor has them, so the bits depend
 * neither on the number of threads nor on the shapes around an element.
 *
 * @param a - m × k; k × m with `transposeA`.
 * @param b - k × n; n × k with `transposeB`.
 * @returns m × n.
 * @throws {@link ShapeError} when the operands are no matrices or do not fit together.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * matmul([[1, 2], [3, 4]], [[1, 0], [0, 2]]); // array([[1., 4.], [3., 8.]])
 * ```
 */
export function matmul<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  { transposeA = false, transposeB = false }: MatmulOptions = {},
): NDArray<ResultOf<"real", Common<A, B>>> {
  const [x, y] = [asArray(a), asArray(b)];
  const dtype = realDtype(promote(x.dtype, y.dtype));
  const left = asMatrix("matmul", "a", x, dtype);
  const right = asMatrix("matmul", "b", y, dtype);
  const [m, k] = transposeA ? [left.columns, left.rows] : [left.rows, left.columns];
  const [depth, n] = transposeB ? [right.columns, right.rows] : [right.rows, right.columns];
  if (k !== depth) {
    throw new ShapeError(
      `matmul: a ${formatShape(x.shape)}${mark(transposeA)} and b ${formatShape(y.shape)}${mark(transposeB)} do not fit: a has ${k} columns, b has ${depth} rows`,
    );
  }
  const out = allocate(dtype, m * n, "anything");
  const product = { out, m, n, k, symmetric: false };
  multiplyInto({ ...product, a: operand(left, !transposeA), b: operand(right, transposeB) });
  return new NDArray(out, [m, n], dtype) as NDArray<ResultOf<"real", Common<A, B>>>;
}

const mark = (transposed: boolean): string => (transposed ? " transposed" : "");

/** The rows of A, and the columns of B, run along the summation index or not. */
function operand({ data, columns }: Matrix, across: boolean): Operand {
  return { data, columns, direction: across ? "across" : "along" };
}
