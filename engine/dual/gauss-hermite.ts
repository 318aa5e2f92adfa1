import type { Quadrature } from "./quadrature.js";
import { symmetricEigen } from "./symmetric-eigen.js";

/**
 * E[f(z)] ≈ Σ w f(z), z ~ N(0, 1), exact for polynomials of degree below 2n: nodes are the eigenvalues of the
 * Jacobi matrix of the Hermite polynomials (Golub & Welsch 1969).
 */
export function gaussHermite(degree: number): Quadrature {
  const matrix = new Float64Array(degree * degree);
  for (let k = 1; k < degree; k++) {
    matrix[k * degree + k - 1] = Math.sqrt(k);
    matrix[(k - 1) * degree + k] = Math.sqrt(k);
  }
  const values = symmetricEigen(matrix, degree).map(({ value }) => value);
  const nodes = Float64Array.from(values.sort((a, b) => a - b));
  return { nodes, weights: nodes.map((z) => 1 / squares(z, degree)) };
}

/** Σ_{l<n} h_l(z)², whose inverse is the weight of a node (Christoffel). */
function squares(z: number, degree: number): number {
  let [before, last, sum] = [0, 1, 0];
  for (let l = 0; l < degree; l++) {
    sum += last * last;
    [before, last] = [last, (z * last - Math.sqrt(l) * before) / Math.sqrt(l + 1)];
  }
  return sum;
}
