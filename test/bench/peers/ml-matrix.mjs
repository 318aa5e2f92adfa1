// @ts-nocheck: the package is installed on demand
/** ml-matrix: plain JS, float64. */
export async function load() {
  const { Matrix, ...decompositions } = await import("ml-matrix");
  const { CholeskyDecomposition, EigenvalueDecomposition, LuDecomposition } = decompositions;
  const { QrDecomposition, SingularValueDecomposition } = decompositions;
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
    eigh(a, n) {
      const x = matrix(a, n);
      return () => new EigenvalueDecomposition(x, { assumeSymmetric: true }).eigenvectorMatrix;
    },
    svd(a, n) {
      const x = matrix(a, n);
      return () => new SingularValueDecomposition(x).leftSingularVectors;
    },
    qr(a, n) {
      const x = matrix(a, n);
      return () => new QrDecomposition(x).orthogonalMatrix;
    },
    lu(a, n) {
      const x = matrix(a, n);
      return () => new LuDecomposition(x).upperTriangularMatrix;
    },
  };
}
