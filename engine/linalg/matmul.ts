import { asArray, type ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { ShapeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";
import type { Operand } from "../wasm/pack.js";
import { multiplyInto } from "../wasm/product.js";
import { pairs } from "./batch-pairs.js";
import { asStack, matrixOf, pieceOf, type Stack } from "./stack.js";

/** Which operands are transposed first (their last two axes); nothing is moved for it. */
export interface MatmulOptions {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
}

/**
 * The matrix product C_ij = Σ_k A_ik B_kj, on all threads. Batch axes broadcast; a vector counts as a row
 * on the left and as a column on the right, and its axis is gone from the result. Integers are
 * multiplied as floats. The sum runs over k in order with fused multiply-adds where the processor has
 * them, so the bits depend neither on the number of threads nor on the shapes around an element.
 *
 * @param a - [..., m, k], or a vector of k; [..., k, m] with `transposeA`.
 * @param b - [..., k, n], or a vector of k; [..., n, k] with `transposeB`.
 * @returns [..., m, n].
 * @throws {@link ShapeError} for scalars, and when the operands do not fit together.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * matmul([[1, 2], [3, 4]], [[1, 0], [0, 2]]); // array([[1., 4.], [3., 8.]])
 * matmul([[1, 2], [3, 4]], [1, 1]); // array([3., 7.])
 * ```
 */
export function matmul<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  { transposeA = false, transposeB = false }: MatmulOptions = {},
): NDArray<ResultOf<"real", Common<A, B>>> {
  const [x, y] = [asArray(a), asArray(b)];
  const dtype = realDtype(promote(x.dtype, y.dtype));
  const left = operand(asStack("matmul", "a", asRow(x), dtype), transposeA && x.ndim > 1, "left");
  const right = operand(
    asStack("matmul", "b", asColumn(y), dtype),
    transposeB && y.ndim > 1,
    "right",
  );
  if (left.inner !== right.inner) {
    throw new ShapeError(
      `matmul: a ${formatShape(x.shape)}${mark(transposeA)} and b ${formatShape(y.shape)}${mark(transposeB)} do not fit: a has ${left.inner} columns, b has ${right.inner} rows`,
    );
  }
  const { batch, out } = multiplyStacks(left, right, dtype);
  const [rows, columns] = [x.ndim > 1 ? [left.outer] : [], y.ndim > 1 ? [right.outer] : []];
  const result = new NDArray<FloatDtype>(out, [...batch, ...rows, ...columns], dtype);
  return result as NDArray<ResultOf<"real", Common<A, B>>>;
}

const mark = (transposed: boolean): string => (transposed ? " transposed" : "");

function asRow(x: NDArray): NDArray {
  return x.ndim === 1 ? new NDArray(x.data, [1, x.size], x.dtype) : x;
}

function asColumn(y: NDArray): NDArray {
  return y.ndim === 1 ? new NDArray(y.data, [y.size, 1], y.dtype) : y;
}

interface Factor {
  readonly stack: Stack;
  /** Length along the summation index, and across it. */
  readonly inner: number;
  readonly outer: number;
  readonly direction: Operand["direction"];
}

/** The rows of A, and the columns of B, run along the summation index or not. */
function operand(stack: Stack, transposed: boolean, side: "left" | "right"): Factor {
  const isAcross = transposed === (side === "right");
  const { rows, columns } = stack;
  const [inner, outer] = isAcross ? [columns, rows] : [rows, columns];
  return { stack, inner, outer, direction: isAcross ? "across" : "along" };
}

function multiplyStacks(left: Factor, right: Factor, dtype: FloatDtype) {
  const { batch, list } = pairs("matmul", left.stack.batch, right.stack.batch);
  const [m, n] = [left.outer, right.outer];
  const out = allocate(dtype, list.length * m * n, "anything");
  if (right.stack.count === 1 && left.direction === "across") {
    // One product: the rows of all matrices of A lie one after the other.
    const all = { ...left, outer: list.length * m };
    multiplyOne(out, { left: all, right, a: left.stack.data, b: right.stack.data });
  } else {
    list.forEach(([i, j], at) => {
      const [a, b] = [matrixOf(left.stack, i), matrixOf(right.stack, j)];
      multiplyOne(pieceOf(out, at, m * n), { left, right, a, b });
    });
  }
  return { batch, out };
}

interface OnePair {
  readonly left: Factor;
  readonly right: Factor;
  readonly a: Floats;
  readonly b: Floats;
}

function multiplyOne(out: Floats, { left, right, a, b }: OnePair): void {
  multiplyInto({
    ...{ out, m: left.outer, n: right.outer, k: left.inner, symmetric: false },
    a: { data: a, columns: left.stack.columns, direction: left.direction },
    b: { data: b, columns: right.stack.columns, direction: right.direction },
  });
}
