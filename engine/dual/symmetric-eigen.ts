import { NDArray } from "../array/ndarray.js";
import { eigh } from "../linalg/eigh.js";

/** A = Σ λ u uᵀ. */
export interface EigenPair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Eigenpairs of a small symmetric matrix, row after row. */
export function symmetricEigen(matrix: Float64Array, n: number): EigenPair[] {
  const { eigenvalues, eigenvectors } = eigh(new NDArray(matrix, [n, n], "float64"));
  return Array.from(eigenvalues.data, (value, k) => ({
    value,
    vector: Float64Array.from({ length: n }, (_, row) => eigenvectors.data[row * n + k] as number),
  }));
}
