import { sub } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { arange } from "../array/sequences.js";
import { allocate } from "../array/storage.js";
import { bind } from "../core/bind.js";
import type { Abstract, Tangent } from "../core/primitive.js";
import type { Floats } from "../wasm/floats.js";
import { factorsOf } from "./elimination.js";
import { matmul } from "./matmul.js";
import { asColumns, columnsOf, rowsOf, strictlyLower, transposed, upper } from "./matrix-parts.js";
import { defineMatrixFunction, lengthsOf, like } from "./matrix-primitive.js";
import { asMatrices, type RealOf } from "./operands.js";
import { pieceOf, stackOf } from "./stack.js";
import { triangularSolve } from "./triangular-solve.js";

/** A[permutation] = L U. */
export interface LuResult<D extends FloatDtype = FloatDtype> {
  /** Row i of L U is row permutation[i] of A: [..., m]. */
  readonly permutation: NDArray<"int32">;
  /** Lower with ones on the diagonal: [..., m, k], k = min(m, n). */
  readonly l: NDArray<D>;
  /** Upper: [..., k, n]. */
  readonly u: NDArray<D>;
}

/**
 * Gaussian elimination with partial pivoting, A[permutation] = L U. A singular matrix has a factorisation
 * too: U has zeros on its diagonal then, and no derivative. float32 is computed in float64 and rounded.
 *
 * @param a - [..., m, n].
 * @returns the permutation of the rows, L and U.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * lu([[1, 2], [4, 4]]).u; // array([[4., 4.], [0., 1.]])
 * lu([[1, 2], [4, 4]]).permutation; // array([1, 0])
 * ```
 */
export function lu<A extends ArrayInput>(a: A): LuResult<RealOf<A>> {
  const [permutation, l, u] = bind(luPrimitive, [asMatrices("lu", "a", a)], undefined);
  return {
    permutation: permutation as NDArray<"int32">,
    l: l as NDArray<RealOf<A>>,
    u: u as NDArray<RealOf<A>>,
  };
}

const luPrimitive = defineMatrixFunction<undefined>({
  name: "lu",
  value: (a) => factored(a),
  abstract: (a) => {
    const { m, n } = lengthsOf(a);
    const k = Math.min(m, n);
    const permutation: Abstract = { shape: [...a.shape.slice(0, -2), m], dtype: "int32" };
    return [permutation, like(a, m, k), like(a, k, n)];
  },
  jvp: ({ outputs: [permutation, l, u] }, _a, tangent) => {
    const moved = inOrder(permutation as NDArray, tangent);
    return [null, ...tangentsOf(l as NDArray, u as NDArray, moved)];
  },
});

/** The rows of a matrix in pivot order, by the permutation's matrix. */
function inOrder(permutation: NDArray, a: NDArray): NDArray {
  const m = a.shape.at(-2) ?? 0;
  const matrix = equal(asColumns(permutation), arange(m));
  return matmul(astype(matrix, a.dtype), a);
}

/** L⁻¹ A U⁻¹ = X of the leading square: dL = L tril(X), dU = triu(X) U; the rest follows. */
function tangentsOf(l: NDArray, u: NDArray, tangent: NDArray): readonly Tangent[] {
  const { m, n } = lengthsOf(tangent);
  const k = Math.min(m, n);
  const [l1, u1] = [rowsOf(l, 0, k), columnsOf(u, 0, k)];
  const square = columnsOf(rowsOf(tangent, 0, k), 0, k);
  const unit = { unitDiagonal: true } as const;
  const x = timesInverse(triangularSolve(l1, square, unit), u1);
  const [dl, du] = [matmul(l1, strictlyLower(x)), matmul(upper(x), u1)];
  if (m === n) return [dl, du];
  if (m > n) {
    const below = sub(rowsOf(tangent, k, m), matmul(rowsOf(l, k, m), du));
    return [concat([dl, timesInverse(below, u1)], -2), du];
  }
  const beside = sub(columnsOf(tangent, k, n), matmul(dl, columnsOf(u, k, n)));
  return [dl, concat([du, triangularSolve(l1, beside, unit)], -1)];
}

/** X U⁻¹ */
function timesInverse(x: NDArray, u: NDArray): NDArray {
  return transposed(triangularSolve(u, transposed(x), { lower: false, transpose: true }));
}

interface Lengths {
  readonly rows: number;
  readonly columns: number;
}

function factored(a: NDArray): readonly NDArray[] {
  const stack = stackOf(a);
  const { dtype, batch, count, rows, columns } = stack;
  const k = Math.min(rows, columns);
  const permutation = allocate("int32", count * rows, "anything");
  const l = allocate(dtype, count * rows * k);
  const u = allocate(dtype, count * k * columns);
  factorsOf(stack).forEach((factors, i) => {
    permutation.set(factors.permutation, i * rows);
    fillLower(pieceOf(l, i, rows * k), factors.lu, { rows, columns });
    fillUpper(pieceOf(u, i, k * columns), factors.lu, { rows, columns });
  });
  return [
    new NDArray(permutation, [...batch, rows], "int32"),
    new NDArray(l, [...batch, rows, k], dtype),
    new NDArray(u, [...batch, k, columns], dtype),
  ];
}

function fillLower(l: Floats, packed: Floats, { rows, columns }: Lengths): void {
  const k = Math.min(rows, columns);
  for (let i = 0; i < rows; i++) {
    l.set(packed.subarray(i * columns, i * columns + Math.min(i, k)), i * k);
    if (i < k) l[i * k + i] = 1;
  }
}

function fillUpper(u: Floats, packed: Floats, { rows, columns }: Lengths): void {
  for (let i = 0; i < Math.min(rows, columns); i++) {
    u.set(packed.subarray(i * columns + i, (i + 1) * columns), i * columns + i);
  }
}
