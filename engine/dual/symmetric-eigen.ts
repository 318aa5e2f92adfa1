/** A = Σ λ u uᵀ. */
export interface EigenPair {
  readonly value: number;
  readonly vector: Float64Array;
}

/** Eigenpairs of a small symmetric matrix, row after row, by Jacobi's rotations (Golub & Van Loan 2013, §8.5). */
export function symmetricEigen(matrix: Float64Array, n: number): EigenPair[] {
  const a = matrix.slice();
  const vectors = Array.from({ length: n }, (_, k) => {
    const vector = new Float64Array(n);
    vector[k] = 1;
    return vector;
  });
  for (let sweep = 0; sweep < 30 && offDiagonal(a, n) > 0; sweep++) {
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
    }
  }
  return vectors.map((vector, k) => ({ value: a[k * n + k] as number, vector }));
}

/** The part beside the diagonal, once it is felt beside the whole. */
function offDiagonal(a: Float64Array, n: number): number {
  let [off, all] = [0, 0];
  a.forEach((value, k) => {
    all += value * value;
    if (k % (n + 1) !== 0) off += value * value;
  });
  return off > 1e-34 * all ? off : 0;
}

function rotate(a: Float64Array, vectors: Float64Array[], n: number, p: number, q: number): void {
  const apq = a[p * n + q] as number;
  if (apq === 0) return;
  const tau = ((a[q * n + q] as number) - (a[p * n + p] as number)) / (2 * apq);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  const [u, v] = [vectors[p] as Float64Array, vectors[q] as Float64Array];
  for (let k = 0; k < n; k++) {
    const [x, y] = [u[k] as number, v[k] as number];
    u[k] = c * x - s * y;
    v[k] = s * x + c * y;
  }
}

function turn(a: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [a[i] as number, a[j] as number];
  a[i] = c * x - s * y;
  a[j] = s * x + c * y;
}
