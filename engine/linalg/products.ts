// The numbers of matrix products.
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { Floats } from "../wasm/floats.js";
import type { Operand } from "../wasm/pack.js";
import { fitsMatvec, matvecInto } from "../wasm/matvec.js";
import { outerInto } from "../wasm/outer.js";
import { multiplyInto } from "../wasm/product.js";
import { pairs } from "./batch-pairs.js";
import type { FloatArray } from "./operands.js";
import { matrixOf, pieceOf, stackOf, type Stack } from "./stack.js";

interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** The products of the matrices of two plain arrays that fit. */
export function multiply(
  a: FloatArray,
  b: FloatArray,
  { transposeA, transposeB }: Transposes,
): FloatArray {
  const left = factor(stackOf(a), transposeA ? "along" : "across");
  const right = factor(stackOf(b), transposeB ? "across" : "along");
  const { batch, list } = pairs("matmul", left.stack.batch, right.stack.batch);
  const [m, n] = [left.outer, right.outer];
  const out = allocate(a.dtype, list.length * m * n, "anything");
  if (left.inner === 1) {
    outerInto(out, { columns: left.stack.data, m, rows: right.stack.data, n, pairs: list });
  } else if (right.stack.count === 1 && left.direction === "across") {
    // One product: the rows of all matrices of A lie one after the other.
    const all = { ...left, outer: list.length * m };
    multiplyOne(out, { left: all, right, a: left.stack.data, b: right.stack.data });
  } else {
    list.forEach(([i, j], at) => {
      const [x, y] = [matrixOf(left.stack, i), matrixOf(right.stack, j)];
      multiplyOne(pieceOf(out, at, m * n), { left, right, a: x, b: y });
    });
  }
  return new NDArray(out, [...batch, m, n], a.dtype);
}

interface Factor {
  readonly stack: Stack;
  /** Length along the summation index, and across it. */
  readonly inner: number;
  readonly outer: number;
  readonly direction: Operand["direction"];
}

/** The rows of A, and the columns of B, run along the summation index or not. */
function factor(stack: Stack, direction: Operand["direction"]): Factor {
  const { rows, columns } = stack;
  const [inner, outer] = direction === "across" ? [columns, rows] : [rows, columns];
  return { stack, inner, outer, direction };
}

interface OnePair {
  readonly left: Factor;
  readonly right: Factor;
  readonly a: Floats;
  readonly b: Floats;
}

function multiplyOne(out: Floats, { left, right, a: x, b: y }: OnePair): void {
  const a: Operand = { data: x, columns: left.stack.columns, direction: left.direction };
  const b: Operand = { data: y, columns: right.stack.columns, direction: right.direction };
  const [m, n] = [left.outer, right.outer];
  if (n === 1 && fitsMatvec(a)) matvecInto({ out, matrix: a, vector: y });
  else if (m === 1 && fitsMatvec(b)) matvecInto({ out, matrix: b, vector: x });
  else multiplyInto({ out, m, n, k: left.inner, symmetric: false, a, b });
}
