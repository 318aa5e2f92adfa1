import { NDArray } from "../array/ndarray.js";
import { eigh } from "../linalg/eigh.js";

/** A = Σ λ u uᵀ. */
export interface EigenPair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Eigenpairs of a small symmetric matrix, row after row, of those eigenvalues that count. */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
  counts: (value: number) => boolean = () => true,
): EigenPair[] {
  const { eigenvalues, eigenvectors } = eigh(new NDArray(matrix, [n, n], "float64"));
  return Array.from(eigenvalues.data.keys())
    .filter((k) => counts(eigenvalues.data[k] as number))
    .map((k) => {
      const vector = new Float64Array(n);
      for (let row = 0; row < n; row++) vector[row] = eigenvectors.data[row * n + k] as number;
      return { value: eigenvalues.data[k] as number, vector };
    });
}
