import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { checkOptions } from "../options.js";
import { implicitSolution } from "./implicit-solution.js";
import type { MatrixFunction } from "./matrix-function.js";
import { asReal, type RealOf } from "./operands.js";
import { solveBySteps } from "./solve-by-steps.js";

export interface ConjugateGradientsOptions {
  /** Stops when ‖b − A x‖ ≤ tolerance · ‖b‖; 1e-10 unless said. */
  readonly tolerance?: number;
  /** Ten times the number of elements of b unless said. */
  readonly maxIterations?: number;
  /** Where to begin, of b's shape; zero unless said. */
  readonly start?: ArrayInput;
  /** r ↦ M⁻¹ r for a symmetric positive definite M near A. */
  readonly preconditioner?: MatrixFunction;
}

export interface ConjugateGradientsResult<D extends FloatDtype = FloatDtype> {
  readonly x: NDArray<D>;
  readonly iterations: number;
  /** ‖b − A x‖ as the iteration carried it. */
  readonly residualNorm: number;
  /** Whether that is small enough. */
  readonly converged: boolean;
}

/**
 * Solves A x = b for a symmetric positive definite A that is given as a function (Hestenes & Stiefel
 * 1952). Vectors may have any shape: the matrix acts on all their elements. Computes in float64 between
 * the calls of `matrix`, which sees b's dtype.
 *
 * x is differentiable by b and by what `matrix` closes over, in both modes and to any order: by the
 * equation that defines it, dx = A⁻¹(db − dA·x), not through the steps. Within `jit` and `vmap` only x
 * can be read; the numbers about the iteration are refused there.
 *
 * @param matrix - v ↦ A v.
 * @param b - The right-hand side, any shape.
 * @returns x, how many iterations it took, and how good it is.
 * @throws {@link ShapeError} when `matrix` changes the shape.
 * @throws {@link DomainError} when A turns out not to be positive definite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * conjugateGradients((v) => v.mul(2), [2, 4]).x; // array([1., 2.])
 * grad((a) => conjugateGradients((v) => v.mul(a), [2, 4]).x.sum())(2); // array(-1.5)
 * ```
 */
export function conjugateGradients<B extends ArrayInput>(
  matrix: MatrixFunction,
  b: B,
  options: ConjugateGradientsOptions = {},
): ConjugateGradientsResult<RealOf<B>> {
  checkOptions("conjugateGradients", options, [
    "tolerance",
    "maxIterations",
    "start",
    "preconditioner",
  ]);
  const side = asReal(b) as NDArray<RealOf<B>>;
  const given = [side, asArray(options.start ?? 0), matrix(side)];
  if (options.preconditioner !== undefined) given.push(options.preconditioner(side));
  const plain = given.every(({ trace }) => trace === undefined);
  return plain ? solveBySteps(matrix, side, options) : implicitSolution(matrix, side, options);
}
