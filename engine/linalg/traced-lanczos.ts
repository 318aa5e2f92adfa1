import { abs, add, div, mul, sub } from "../array/arithmetic.js";
import { zeros } from "../array/create.js";
import { eye } from "../array/sequences.js";
import { stack } from "../array/join.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { formatShape, sameShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { ShapeError } from "../errors.js";
import { checkInterrupt } from "../platform/interrupt.js";
import { pad } from "../structure/pad.js";
import { eigh } from "./eigh.js";
import type { LanczosResult } from "./lanczos.js";
import { matmul } from "./matmul.js";
import type { MatrixFunction, VectorSpace } from "./matrix-function.js";
import { norm } from "./norm.js";

/** The steps of `lanczos` as array functions, so that transforms see them. */
export function tracedLanczos<D extends FloatDtype>(
  space: VectorSpace,
  matrix: MatrixFunction,
  start: NDArray<D>,
  steps: number,
): LanczosResult<D> {
  const { alphas, betas, basis } = iterate(space, matrix, start, steps);
  const last = betas.pop() as NDArray;
  const diagonal = stack(alphas);
  const beside = betas.length === 0 ? zeros([0]) : stack(betas);
  const { eigenvalues, eigenvectors } = eigh(tridiagonal(diagonal, beside));
  // ‖A y − θ y‖ = β_k |last element of T's eigenvector|  (Parlett 1998, §13.2)
  const residuals = mul(last, abs(slice(eigenvectors, -1)));
  const cast = (x: NDArray) => astype(x, start.dtype);
  return {
    alphas: cast(diagonal),
    betas: cast(beside),
    basis: cast(stack(basis)),
    ritzValues: cast(eigenvalues),
    residuals: cast(residuals),
  };
}

interface Krylov {
  readonly alphas: NDArray[];
  /** One more than lies beside the diagonal: the last leads out of the space. */
  readonly betas: NDArray[];
  readonly basis: NDArray[];
}

function iterate(
  space: VectorSpace,
  matrix: MatrixFunction,
  start: NDArray,
  steps: number,
): Krylov {
  const result: Krylov = { alphas: [], betas: [], basis: [] };
  const { alphas, betas, basis } = result;
  let v: NDArray = reshape(astype(start, "float64"), [start.size]);
  let [length, largest] = [norm(v), 0];
  while (basis.length < Math.min(steps, v.size) && length.item() > largest * 1e2 * Number.EPSILON) {
    checkInterrupt();
    const q = div(v, length);
    basis.push(q);
    v = image(space, matrix, q);
    largest = Math.max(largest, norm(v).item());
    alphas.push(sum(mul(v, q)));
    const whole = stack(basis);
    for (let pass = 0; pass < 2; pass++) v = sub(v, matmul(matmul(whole, v), whole));
    length = norm(v);
    betas.push(length);
  }
  return result;
}

function image({ shape, dtype }: VectorSpace, matrix: MatrixFunction, q: NDArray): NDArray {
  const result = matrix(astype(reshape(q, shape), dtype));
  if (sameShape(result.shape, shape)) return reshape(astype(result, "float64"), [q.size]);
  throw new ShapeError(
    `lanczos: matrix turned a vector of the shape ${formatShape(shape)} into one of ${formatShape(result.shape)}; it must keep the shape`,
  );
}

function tridiagonal(diagonal: NDArray, beside: NDArray): NDArray {
  const lower = pad(mul(eye(beside.size), beside), [
    [1, 0],
    [0, 1],
  ]);
  return add(mul(eye(diagonal.size), diagonal), add(lower, transpose(lower)));
}
