import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { DomainError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import type { ConjugateGradientsOptions, ConjugateGradientsResult } from "./conjugate-gradients.js";
import { addScaled, dot, image, norm, toArray, type MatrixFunction } from "./matrix-function.js";

/** The steps of `conjugateGradients` on plain arrays. */
export function solveBySteps<D extends FloatDtype>(
  matrix: MatrixFunction,
  side: NDArray<D>,
  { start, preconditioner, ...limits }: ConjugateGradientsOptions,
): ConjugateGradientsResult<D> {
  const space = { caller: "conjugateGradients", shape: side.shape, dtype: side.dtype };
  const { tolerance = 1e-10, maxIterations = 10 * side.size } = limits;
  const precondition = (r: Float64Array): Float64Array =>
    preconditioner === undefined ? r.slice() : image(space, "preconditioner", preconditioner, r);
  const r = Float64Array.from(side.data);
  const target = tolerance * norm(r);
  const x = new Float64Array(r.length);
  if (start !== undefined) {
    x.set(astype(start, "float64").data);
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
    x: toArray(space, x) as NDArray<D>,
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
