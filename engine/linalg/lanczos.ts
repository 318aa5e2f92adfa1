import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { eigh } from "./eigh.js";
import {
  addScaled,
  dot,
  image,
  norm,
  type MatrixFunction,
  type VectorSpace,
} from "./matrix-function.js";
import { asReal, type RealOf } from "./operands.js";
import { tracedLanczos } from "./traced-lanczos.js";
import { checkWhole } from "../options.js";

export interface LanczosResult<D extends FloatDtype = FloatDtype> {
  /** Diagonal of T: [k]. */
  readonly alphas: NDArray<D>;
  /** Beside it: [k − 1]. */
  readonly betas: NDArray<D>;
  /** Orthonormal vectors in rows, A Q ≈ Q T: [k, size]. */
  readonly basis: NDArray<D>;
  /** Eigenvalues of T, ascending: the extreme ones approach A's first. [k] */
  readonly ritzValues: NDArray<D>;
  /** An eigenvalue of A is at most so far from each Ritz value: [k]. */
  readonly residuals: NDArray<D>;
}

/**
 * The Lanczos process for a symmetric A that is given as a function, with full reorthogonalisation (twice
 * is enough: Giraud et al. 2005): an orthonormal basis of the Krylov space of `start` in which A is
 * tridiagonal. Ends early where that space is exhausted. Differentiable by `start` and by what `matrix`
 * closes over, through the steps; not within `jit` and `vmap`, which cannot tell where it ends.
 *
 * @param matrix - v ↦ A v.
 * @param start - Any vector but zero, any shape.
 * @param steps - At most so many dimensions.
 * @returns T, the basis, Ritz values and their error bounds.
 * @throws {@link DomainError} when `start` is zero or `steps` is not a positive whole number.
 * @throws {@link ShapeError} when `matrix` changes the shape.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * lanczos((v) => v.mul(2), [3, 4], 5).ritzValues; // array([2.])
 * grad((a) => lanczos((v) => v.mul(a), [3, 4], 2).ritzValues.sum())(2); // array(1.)
 * ```
 */
export function lanczos<V extends ArrayInput>(
  matrix: MatrixFunction,
  start: V,
  steps: number,
): LanczosResult<RealOf<V>> {
  const array = asReal(start) as NDArray<RealOf<V>>;
  const { dtype } = array;
  const space = { caller: "lanczos", shape: array.shape, dtype };
  checkStart(array, steps);
  if (array.trace !== undefined || matrix(array).trace !== undefined) {
    return tracedLanczos(space, matrix, array, steps);
  }
  const { alphas, betas, basis } = iterate(space, matrix, Float64Array.from(array.data), steps);
  const last = betas.pop() ?? 0;
  const { values, ends } = ritz(alphas, betas);
  const toResult = (numbers: readonly number[], shape: readonly number[]): NDArray<RealOf<V>> => {
    const data = dtype === "float64" ? Float64Array.from(numbers) : Float32Array.from(numbers);
    return new NDArray<FloatDtype>(data, shape, dtype) as NDArray<RealOf<V>>;
  };
  const k = alphas.length;
  return {
    alphas: toResult(alphas, [k]),
    betas: toResult(betas, [k - 1]),
    basis: toResult(
      basis.flatMap((v) => [...v]),
      [k, array.size],
    ),
    ritzValues: toResult(values, [k]),
    // ‖A y − θ y‖ = β_k |last element of T's eigenvector|  (Parlett 1998, §13.2)
    residuals: toResult(
      ends.map((end) => last * Math.abs(end)),
      [k],
    ),
  };
}

function checkStart(start: NDArray, steps: number): void {
  checkWhole("lanczos", "steps", steps, 1);
  if (start.concrete().data.every((value) => value === 0)) {
    throw new DomainError(
      "lanczos: start is zero; any other vector will do, for example a random one",
    );
  }
}

interface Krylov {
  readonly alphas: number[];
  /** One more than lies beside the diagonal: the last leads out of the space. */
  readonly betas: number[];
  readonly basis: Float64Array[];
}

function iterate(
  space: VectorSpace,
  matrix: MatrixFunction,
  start: Float64Array,
  steps: number,
): Krylov {
  const result: Krylov = { alphas: [], betas: [], basis: [] };
  const { alphas, betas, basis } = result;
  let v = start;
  let [length, largest] = [norm(v), 0];
  while (basis.length < Math.min(steps, start.length) && length > largest * 1e2 * Number.EPSILON) {
    checkInterrupt();
    const factor = 1 / length;
    basis.push(v.map((value) => value * factor));
    v = image(space, "matrix", matrix, basis[basis.length - 1] as Float64Array);
    largest = Math.max(largest, norm(v));
    alphas.push(dot(v, basis[basis.length - 1] as Float64Array));
    for (let pass = 0; pass < 2; pass++) for (const q of basis) addScaled(v, -dot(q, v), q);
    length = norm(v);
    betas.push(length);
  }
  return result;
}

function ritz(alphas: readonly number[], betas: readonly number[]) {
  const k = alphas.length;
  const t = new Float64Array(k * k);
  alphas.forEach((value, i) => (t[i * (k + 1)] = value));
  betas.forEach((value, i) => (t[i * (k + 1) + 1] = t[(i + 1) * k + i] = value));
  const { eigenvalues, eigenvectors } = eigh(new NDArray(t, [k, k], "float64"));
  return { values: [...eigenvalues.data], ends: [...eigenvectors.data.slice((k - 1) * k)] };
}
