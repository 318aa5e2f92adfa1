import { add } from "../array/arithmetic.js";
import { fitTo } from "../array/broadcast.js";
import { zerosLike, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { columnsOf, rowsOf, transposed } from "./matrix-parts.js";
import {
  alignMatrices,
  defineMatrixFunction,
  lengthsOf,
  withSameBatch,
} from "./matrix-primitive.js";
import { asSquares, type RealOf } from "./operands.js";
import { exponential } from "./pade.js";
import { matrixOf, stackOf } from "./stack.js";

/**
 * The exponentials of square matrices, Σ Aᵏ/k!, by scaling and squaring with Padé approximants of degree
 * up to 13 (Higham 2005). Computed in float64.
 *
 * @param a - [..., n, n].
 * @returns [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * expm([[0, 1], [0, 0]]); // array([[1., 1.], [0., 1.]])
 * ```
 */
export function expm<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  return bindOne(expmPrimitive, [asSquares("expm", "a", a)], undefined) as NDArray<RealOf<A>>;
}

const expmPrimitive = defineMatrixFunction<undefined>({
  name: "expm",
  value: (a) => [exponentials(a)],
  abstract: (a) => [a],
  jvp: (_point, a, tangent) => [frechet(a, tangent)],
});

/** The Fréchet derivative L(A, E), linear in E. */
function frechet(a: NDArray, e: NDArray): NDArray {
  return bindOne(frechetPrimitive, [a, e], undefined);
}

const frechetPrimitive: Primitive<undefined> = define<undefined>({
  name: "expmFrechet",
  // exp [[A, E], [0, A]] = [[exp A, L(A, E)], [0, exp A]]  (Mathias 1996)
  value: ([a, e]) => [corner(exponentials(tied(a as NDArray, e as NDArray)))],
  abstract: ([a]) => [a as Abstract],
  // The derivative of that block in A is again one of L.
  jvp: ({ inputs: [a, e] }, [ta, te]) => {
    const [matrix, direction] = [a as NDArray, e as NDArray];
    const linear = te ? frechet(matrix, te) : null;
    if (!ta) return [linear];
    const bent = corner(frechet(tied(matrix, direction), tied(ta, zerosLike(direction))));
    return [linear ? add(linear, bent) : bent];
  },
  // ⟨C, L(A, E)⟩ = ⟨L(Aᵀ, C), E⟩
  transpose: ([ct], [a, e]) => [
    null,
    ct ? fitTo(frechet(transposed(a as NDArray), ct), e as Abstract) : null,
  ],
  batch: (inputs, batched) => {
    const [a, e] = alignMatrices(inputs, batched) as [NDArray, NDArray];
    return [frechet(...withSameBatch(a, e))];
  },
});

/** [[A, E], [0, A]] */
function tied(a: NDArray, e: NDArray): NDArray {
  return concat([concat([a, e], -1), concat([zerosLike(a), a], -1)], -2);
}

/** The upper right block. */
function corner(a: NDArray): NDArray {
  const { m } = lengthsOf(a);
  return columnsOf(rowsOf(a, 0, m / 2), m / 2, m);
}

function exponentials(a: NDArray): NDArray {
  const stack = stackOf(a);
  const { dtype, count, rows: n } = stack;
  const out = allocate(dtype, count * n * n, "anything");
  for (let i = 0; i < count; i++) {
    out.set(exponential(Float64Array.from(matrixOf(stack, i)), n), i * n * n);
  }
  return new NDArray(out, a.shape, dtype);
}
