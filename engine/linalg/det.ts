import { mul } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { bind, bindOne } from "../core/bind.js";
import type { Abstract } from "../core/primitive.js";
import { cofactors } from "./cofactors.js";
import { determinants, signsAndLogarithms } from "./determinant-numbers.js";
import { diagonals } from "./matrix-parts.js";
import { defineMatrixFunction } from "./matrix-primitive.js";
import { asSquares, type RealOf } from "./operands.js";
import { solveWith } from "./solve.js";

/** det A = sign · exp(logabsdet). */
export interface SlogdetResult<D extends FloatDtype = FloatDtype> {
  /** −1, 0 or 1: [...]. */
  readonly sign: NDArray<D>;
  /** ln |det A|, −∞ for a singular matrix: [...]. */
  readonly logabsdet: NDArray<D>;
}

/**
 * The determinants of square matrices, from an elimination. Beyond the range of the dtype use
 * `slogdet`. First and second derivatives are right for singular matrices too.
 *
 * @param a - [..., n, n].
 * @returns [...].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * det([[1, 2], [3, 4]]); // array(-2.)
 * ```
 */
export function det<A extends ArrayInput>(a: A): NDArray<RealOf<A>> {
  return bindOne(detPrimitive, [asSquares("det", "a", a)], undefined) as NDArray<RealOf<A>>;
}

/**
 * The sign of the determinant and the logarithm of its size, which neither overflow nor vanish.
 *
 * @param a - [..., n, n].
 * @returns sign and logabsdet, [...] both.
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} when the derivative of a singular matrix is asked for.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * slogdet([[1, 0], [0, -1]]).sign; // array(-1.)
 * ```
 */
export function slogdet<A extends ArrayInput>(a: A): SlogdetResult<RealOf<A>> {
  const [sign, logabsdet] = bind(slogdetPrimitive, [asSquares("slogdet", "a", a)], undefined);
  return { sign: sign as NDArray<RealOf<A>>, logabsdet: logabsdet as NDArray<RealOf<A>> };
}

const scalars = ({ shape, dtype }: Abstract): Abstract => ({ shape: shape.slice(0, -2), dtype });

const detPrimitive = defineMatrixFunction<undefined>({
  name: "det",
  value: (a) => [determinants(a)],
  abstract: (a) => [scalars(a)],
  // d det A = Σ C_ij dA_ij, C the cofactors  (Jacobi)
  jvp: (_point, a, tangent) => [sum(mul(cofactors(a), tangent), [-2, -1])],
});

const slogdetPrimitive = defineMatrixFunction<undefined>({
  name: "slogdet",
  value: (a) => signsAndLogarithms(a),
  abstract: (a) => [scalars(a), scalars(a)],
  // d ln |det A| = tr A⁻¹ dA
  jvp: (_point, a, tangent) => {
    const change = solveWith("the derivative of slogdet", a, tangent, { transpose: false });
    return [null, sum(diagonals(change), -1)];
  },
});
