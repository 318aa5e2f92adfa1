import { numbers } from "./data.mjs";

const names = /** @type {const} */ ({ float32: "sgemm", float64: "dgemm" });

/** @returns {import("../measure.mjs").Row} */
function row(/** @type {number} */ n, /** @type {"float64" | "float32"} */ dtype) {
  const [a, b] = [numbers(n * n, dtype), numbers(n * n, dtype).reverse()];
  const shape = [n, n];
  return {
    name: `${names[dtype]}-${n}`,
    about: `matrix product of two ${n} × ${n} matrices, ${dtype}`,
    dtype,
    multiplyAdds: n ** 3,
    engine({ array, matmul }) {
      const [x, y] = [array(a, { shape }), array(b, { shape })];
      return () => matmul(x, y);
    },
    async peers({ jax, mlMatrix, tensorflow }) {
      return {
        ...(jax ? { "jax-js": await jax.matmul(a, b, n, dtype) } : {}),
        ...(tensorflow && dtype === "float32" ? { tfjs: tensorflow.matmul(a, b, n) } : {}),
        ...(mlMatrix && dtype === "float64" && n <= 1024
          ? { "ml-matrix": mlMatrix.matmul(a, b, n) }
          : {}),
      };
    },
  };
}

export const matmulRows = [512, 1024, 2048].flatMap((n) => [row(n, "float32"), row(n, "float64")]);
