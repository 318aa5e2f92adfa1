import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { allocate } from "../array/storage.js";
import { factorGeneral, type Factors } from "../wasm/general-systems.js";
import { asStack, matrixOf, pieceOf, type RealOf, type Stack } from "./stack.js";
import type { FloatDtype } from "../array/dtype.js";
import type { Floats } from "../wasm/floats.js";

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
 * too: U has zeros on its diagonal then. float32 is computed in float64 and rounded.
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
  const array = asArray(a);
  const stack = asStack("lu", "a", array, realDtype(array.dtype));
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
  return {
    permutation: new NDArray(permutation, [...batch, rows], "int32"),
    l: new NDArray(l, [...batch, rows, k], dtype) as NDArray<RealOf<A>>,
    u: new NDArray(u, [...batch, k, columns], dtype) as NDArray<RealOf<A>>,
  };
}

/** The factors of every matrix. */
export function factorsOf(stack: Stack): Factors[] {
  const { count, rows, columns } = stack;
  return Array.from({ length: count }, (_, i) => factorGeneral(matrixOf(stack, i), rows, columns));
}

interface Lengths {
  readonly rows: number;
  readonly columns: number;
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
