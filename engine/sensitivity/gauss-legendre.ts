import { array, zeros } from "../array/create.js";
import { eigh } from "../linalg/eigh.js";

/**
 * Gauss–Legendre quadrature on [0, 1], exact for polynomials of degree 2n − 1, from the Jacobi matrix of
 * Legendre polynomials, β_k = k/√(4k² − 1) (Golub & Welsch 1969).
 */
export function gaussLegendre(n: number): {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
} {
  const t = Float64Array.from(zeros([n, n]).data);
  for (let k = 1; k < n; k++) {
    const beta = k / Math.sqrt(4 * k * k - 1);
    t[(k - 1) * n + k] = beta;
    t[k * n + k - 1] = beta;
  }
  const { eigenvalues, eigenvectors } = eigh(array(t, { shape: [n, n] }));
  return {
    nodes: Array.from(eigenvalues.data, (node) => (1 + node) / 2),
    weights: Array.from(eigenvectors.slice(0).data, (first) => first * first),
  };
}
