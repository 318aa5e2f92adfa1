// @ts-nocheck: the package is installed on demand
/** ml-matrix: plain JS, float64. */
export async function load() {
  const { Matrix, CholeskyDecomposition } = await import("ml-matrix");
  const matrix = (data, n) => Matrix.from1DArray(n, n, data);
  return {
    matmul(a, b, n) {
      const [x, y] = [matrix(a, n), matrix(b, n)];
      return () => x.mmul(y);
    },
    cholesky(a, n) {
      const x = matrix(a, n);
      return () => new CholeskyDecomposition(x).lowerTriangularMatrix;
    },
  };
}
