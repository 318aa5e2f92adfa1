import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { choleskyInto } from "../wasm/cholesky.js";
import { matmul } from "./matmul.js";
import { symmetricPart, transposed, weighted } from "./matrix-parts.js";
import { defineMatrixFunction } from "./matrix-primitive.js";
import { asSquares, type FloatArray, type RealOf } from "./operands.js";
import { matrixOf, pieceOf, stackOf } from "./stack.js";
import { triangularSolve } from "./triangular-solve.js";

/**
 * The lower Cholesky factors L of symmetric positive definite matrices, A = L Lᵀ. Only the lower
 * triangle of `a` is read; derivatives are those of symmetric changes of A, and what comes back from
 * L to A is symmetric.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n], zero above the diagonal.
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link NotPositiveDefiniteError} naming the row (from 0) where a pivot is not positive.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * cholesky([[4, 2], [2, 5]]); // array([[2., 0.], [1., 2.]])
 * ```
 */
export function cholesky<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  const l = bindOne(choleskyPrimitive, [asSquares("cholesky", "a", a)], undefined);
  return l as NDArray<RealOf<A>>;
}

const choleskyPrimitive = defineMatrixFunction<undefined>({
  name: "cholesky",
  value: (a) => [factorOf(a as FloatArray)],
  abstract: (a) => [a],
  // dL = L Φ(L⁻¹ dA L⁻ᵀ), Φ the lower triangle with half of the diagonal  (Murray 2016, eq. 8)
  jvp: ({ outputs: [l] }, _a, tangent) => {
    const factor = l as NDArray;
    const half = triangularSolve(factor, symmetricPart(tangent));
    const both = triangularSolve(factor, transposed(half));
    return [
      matmul(
        factor,
        weighted(both, (i, j) => (i === j ? 0.5 : Number(i > j))),
      ),
    ];
  },
  flops: ({ shape }) => shape.reduce((size, n) => size * n, 1) * ((shape.at(-1) ?? 0) / 3),
});

function factorOf(a: FloatArray): NDArray {
  const stack = stackOf(a);
  const { dtype, count, rows: n } = stack;
  const out = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    const row = choleskyInto(pieceOf(out, i, n * n), matrixOf(stack, i), n);
    if (row >= 0) throw notPositiveDefinite(a, i, row);
  }
  return new NDArray(out, a.shape, dtype);
}

function notPositiveDefinite({ shape, ndim }: NDArray, matrix: number, row: number) {
  const which = ndim > 2 ? ` number ${matrix} of ${formatShape(shape)}` : ` ${formatShape(shape)}`;
  return new NotPositiveDefiniteError(
    `cholesky: the matrix${which} is not positive definite: the pivot of row ${row} is not positive. Add a multiple of the identity (diagReg), or look for repeated rows and NaN`,
    row,
  );
}
