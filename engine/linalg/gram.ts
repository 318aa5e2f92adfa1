import { add } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import type { Operand } from "../wasm/pack.js";
import { multiplyInto } from "../wasm/product.js";
import { checkOptions } from "../options.js";
import { matmul } from "./matmul.js";
import { transposed } from "./matrix-parts.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import { asMatrices, type FloatArray, type RealOf } from "./operands.js";
import { matrixOf, pieceOf, stackOf } from "./stack.js";

/** Whether columns are compared instead of rows; nothing is moved for it. */
export interface GramOptions {
  readonly transpose?: boolean;
}

/**
 * The Gram matrix X Xᵀ of the rows of X, or XᵀX of its columns with `transpose`. One triangle is
 * computed and copied, so the result is symmetric to the last bit; it has the bits of `matmul`.
 *
 * @param x - [..., n, k].
 * @returns [..., n, n]; [..., k, k] with `transpose`.
 * @throws {@link ShapeError} when `x` is no matrix.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * gram([[1, 2], [3, 4]]); // array([[ 5., 11.], [11., 25.]])
 * ```
 */
export function gram<X extends ArrayInput>(x: X, options: GramOptions = {}): NDArray<RealOf<X>> {
  checkOptions("gram", options, ["transpose"]);
  const { transpose = false } = options;
  const gramOf = bindOne(gramPrimitive, [asMatrices("gram", "x", x)], { transpose });
  return gramOf as NDArray<RealOf<X>>;
}

type Params = Required<GramOptions>;

const gramPrimitive = defineMatrixFunction<Params>({
  name: "gram",
  value: (x, params) => [gramOf(x as FloatArray, params)],
  abstract: (x, { transpose }) => {
    const { m, n } = lengthsOf(x);
    return [transpose ? like(x, n, n) : like(x, m, m)];
  },
  // d(X Xᵀ) = dX Xᵀ + (dX Xᵀ)ᵀ
  jvp: ({ params: { transpose } }, x, tangent) => {
    const half = matmul(tangent, x, transpose ? { transposeA: true } : { transposeB: true });
    return [add(half, transposed(half))];
  },
});

function gramOf(x: FloatArray, { transpose }: Params): NDArray {
  const stack = stackOf(x);
  const { dtype, batch, count, rows, columns } = stack;
  const [n, k] = transpose ? [columns, rows] : [rows, columns];
  const out = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    const data = matrixOf(stack, i);
    const operand: Operand = { data, columns, direction: transpose ? "along" : "across" };
    const piece = pieceOf(out, i, n * n);
    multiplyInto({ out: piece, m: n, n, k, a: operand, b: operand, symmetric: true });
  }
  return new NDArray(out, [...batch, n, n], dtype);
}
