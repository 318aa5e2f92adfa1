import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { addScaled, dot, image, norm, toArray, type MatrixFunction } from "./matrix-function.js";
import type { RealOf } from "./operands.js";

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
 * @param matrix - v ↦ A v.
 * @param b - The right-hand side, any shape.
 * @returns x, how many iterations it took, and how good it is.
 * @throws {@link ShapeError} when `matrix` changes the shape.
 * @throws {@link DomainError} when A turns out not to be positive definite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * const twice = (v) => v.mul(2);
 * conjugateGradients(twice, [2, 4]).x; // array([1., 2.])
 * ```
 */
export function conjugateGradients<B extends ArrayInput>(
  matrix: MatrixFunction,
  b: B,
  options: ConjugateGradientsOptions = {},
): ConjugateGradientsResult<RealOf<B>> {
  const side = asArray(b);
  const dtype = realDtype(side.dtype);
  const space = { caller: "conjugateGradients", shape: side.shape, dtype };
  const { tolerance = 1e-10, maxIterations = 10 * side.size, preconditioner } = options;
  const precondition = (r: Float64Array): Float64Array =>
    preconditioner === undefined ? r.slice() : image(space, "preconditioner", preconditioner, r);
  const r = Float64Array.from(side.data);
  const target = tolerance * norm(r);
  const x = new Float64Array(r.length);
  if (options.start !== undefined) {
    x.set(astype(options.start, "float64").data);
    addScaled(r, -1, image(space, "matrix", matrix, x));
  }
  let z = precondition(r);
  const p = z.slice();
  let [energy, iterations] = [dot(r, z), 0];
  for (; iterations < maxIterations && norm(r) > target; iterations++) {
    checkInterrupt();
    const q = image(space, "matrix", matrix, p);
    const step = energy / curvatureOf(p, q, iterations);
    addScaled(x, step, p);
    addScaled(r, -step, q);
    z = precondition(r);
    const next = dot(r, z);
    const ratio = next / energy;
    p.forEach((value, i) => (p[i] = (z[i] as number) + ratio * value));
    energy = next;
  }
  const residualNorm = norm(r);
  return {
    x: toArray(space, x) as NDArray<RealOf<B>>,
    ...{ iterations, residualNorm, converged: residualNorm <= target },
  };
}

function curvatureOf(p: Float64Array, q: Float64Array, iteration: number): number {
  const curvature = dot(p, q);
  if (curvature > 0) return curvature;
  throw new DomainError(
    `conjugateGradients: pᵀA p = ${curvature} in iteration ${iteration}; A must be symmetric positive definite (add a multiple of the identity, or look for NaN)`,
  );
}
