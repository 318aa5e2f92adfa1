import { div, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { DomainError, ShapeError } from "../errors.js";
import { eigh } from "../linalg/eigh.js";
import { matmul } from "../linalg/matmul.js";

/**
 * How far two kernels point apart, 1 − ⟨A, B⟩/(‖A‖ ‖B‖) (Fort et al. 2020): 0 where one is a multiple of the
 * other, 1 where they have nothing in common.
 *
 * @param a - n×m.
 * @param b - n×m.
 * @throws {@link ShapeError} for two shapes; {@link DomainError} for a kernel of zeros.
 * @example
 * ```ts
 * empirical.kernelDistance([[2, 0], [0, 2]], [[1, 0], [0, 1]]); // 0
 * empirical.kernelDistance([[1, 0], [0, 0]], [[0, 0], [0, 1]]); // 1
 * ```
 */
export function kernelDistance(a: ArrayInput, b: ArrayInput): number {
  const [x, y] = twoKernels("empirical.kernelDistance", a, b);
  const directions = [x, y].map(direction) as [NDArray, NDArray];
  // Of unit vectors 1 − ⟨u, v⟩ = ½ ‖u − v‖², which keeps its digits where they are close.
  const apart = sub(...directions);
  return mul(apart, apart).sum().item() / 2;
}

function direction(kernel: NDArray): NDArray {
  const scaled = div(kernel, kernel.abs().max());
  const norm = Math.sqrt(mul(scaled, scaled).sum().item());
  if (norm > 0) return div(scaled, norm);
  const what = kernel.abs().max().item() === 0 ? "of zeros" : "that is not finite";
  throw new DomainError(`empirical.kernelDistance: a kernel ${what} has no direction`);
}

/**
 * How far the eigenvectors of the largest eigenvalues have turned, 1 − ‖UᵀV‖²/count with the leading
 * eigenvectors U of a and V of b: 0 for the same subspace, 1 for orthogonal ones.
 *
 * @param a - A symmetric kernel, n×n.
 * @param b - Another.
 * @param count - How many eigenvectors; 1 … n.
 * @throws {@link ShapeError} unless both are n×n; {@link DomainError} for another count.
 * @example
 * ```ts
 * empirical.eigenvectorChange([[2, 0], [0, 1]], [[1, 0], [0, 2]], 1); // 1
 * empirical.eigenvectorChange([[2, 0], [0, 1]], [[1, 0], [0, 2]], 2); // 0
 * ```
 */
export function eigenvectorChange(a: ArrayInput, b: ArrayInput, count: number): number {
  const caller = "empirical.eigenvectorChange";
  const [x, y] = twoKernels(caller, a, b);
  const [n = 0, m] = x.shape;
  if (n !== m) throw new ShapeError(`${caller}: the kernels are ${formatShape(x.shape)}; give n×n`);
  if (!Number.isInteger(count) || count < 1 || count > n) {
    throw new DomainError(`${caller}: count = ${count}; use 1 … ${n}`);
  }
  const leading = (kernel: NDArray): NDArray => eigh(kernel).eigenvectors.slice([], [n - count, n]);
  const overlap = matmul(leading(x), leading(y), { transposeA: true });
  return Math.max(0, 1 - mul(overlap, overlap).sum().item() / count);
}

function twoKernels(caller: string, a: ArrayInput, b: ArrayInput): [NDArray, NDArray] {
  const [x, y] = [astype(asArray(a), "float64"), astype(asArray(b), "float64")];
  if (x.ndim === 2 && sameShape(x.shape, y.shape)) return [x, y];
  throw new ShapeError(
    `${caller}: the kernels have the shapes ${formatShape(x.shape)} and ${formatShape(y.shape)}; give two matrices of one shape`,
  );
}
