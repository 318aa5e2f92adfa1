import { numbers } from "./data.mjs";

/** A Gram matrix plus the identity: well conditioned. */
function positiveDefinite(/** @type {number} */ n) {
  const x = numbers(n * 8);
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < 8; k++) sum += (x[i * 8 + k] ?? 0) * (x[j * 8 + k] ?? 0);
      a[i * n + j] = a[j * n + i] = sum;
    }
  }
  return a;
}

/** @returns {import("../measure.mjs").Row} */
function row(/** @type {number} */ n) {
  const make = () => positiveDefinite(n);
  return {
    name: `cholesky-${n}`,
    about: `Cholesky factor of a ${n} × ${n} matrix, float64; n³/6 multiply-adds`,
    dtype: "float64",
    multiplyAdds: n ** 3 / 6,
    engine({ array, cholesky }) {
      const a = array(make(), { shape: [n, n] });
      return () => cholesky(a);
    },
    async peers({ mlMatrix }) {
      return mlMatrix && n <= 1000 ? { "ml-matrix": mlMatrix.cholesky(make(), n) } : {};
    },
  };
}

export const choleskyRows = [500, 1000, 2000].map(row);
