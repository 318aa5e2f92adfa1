import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { matmul } from "../linalg/index.js";
import type { FloatArray } from "./float-array.js";

/** A function of the kernel, at one time, by its value on the eigenvalues. */
export type SpectralWeight = (lambda: number, tau: number) => number;

/**
 * Σ_k left_ik w(λ_k, τ) right_kj at every τ: one product for all of them.
 *
 * @param left - (rows × n), in the eigenvectors' basis.
 * @param right - (n × columns), in the same.
 * @returns For every τ (rows × columns), flattened.
 */
export function spectralSlices(
  { left, values, right }: { left: FloatArray; values: readonly number[]; right: FloatArray },
  weight: SpectralWeight,
  taus: readonly number[],
): Float64Array[] {
  if (taus.length === 0) return [];
  const columns = right.shape[1] ?? 0;
  const product = matmul(left, weighted(right, values, weight, taus));
  return taus.map((_, s) => columnBlock(product, s * columns, columns));
}

/** (n × τs·columns): the right side of every τ, side by side. */
function weighted(
  right: FloatArray,
  values: readonly number[],
  weight: SpectralWeight,
  taus: readonly number[],
): FloatArray {
  const columns = right.shape[1] ?? 0;
  const out = allocate(right.dtype, values.length * taus.length * columns, "anything");
  let at = 0;
  values.forEach((lambda, k) => {
    for (const tau of taus) {
      const scale = weight(lambda, tau);
      for (let j = 0; j < columns; j++) {
        out[at++] = scale * (right.data[k * columns + j] as number);
      }
    }
  });
  return new NDArray(out, [values.length, taus.length * columns], right.dtype);
}

function columnBlock({ data, shape }: FloatArray, start: number, columns: number): Float64Array {
  const [rows = 0, width = 0] = shape;
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const from = i * width + start;
    out.set(data.subarray(from, from + columns), i * columns);
  }
  return out;
}

/** The columns of a matrix in the eigenvectors' basis times w(λ_k, τ). */
export function scaleColumns(
  matrix: FloatArray,
  values: readonly number[],
  weight: (lambda: number) => number,
): FloatArray {
  const [rows = 0, n = 0] = matrix.shape;
  const scales = values.map(weight);
  const out = allocate(matrix.dtype, matrix.size, "anything");
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < n; k++, at++) out[at] = (matrix.data[at] as number) * (scales[k] as number);
  }
  return new NDArray(out, matrix.shape, matrix.dtype);
}
