import { numbers } from "./data.mjs";

function symmetric(/** @type {number} */ n) {
  const a = numbers(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) a[i * n + j] = a[j * n + i] ?? 0;
  return a;
}

const general = (/** @type {number} */ n) => numbers(n * n);

/**
 * @typedef {object} Decomposition
 * @property {"eigh" | "svd" | "qr" | "lu"} name
 * @property {string} about
 * @property {(n: number) => Float64Array | Float32Array} make
 * @property {number} [cubes] multiply-adds of the textbook's algorithm over n³
 * @property {readonly number[]} orders
 */

/** @type {readonly Decomposition[]} */
const decompositions = [
  {
    ...{ name: "eigh", make: symmetric, cubes: 7 / 3, orders: [500, 1000] },
    about: "eigenvalues and eigenvectors of a symmetric matrix",
  },
  { name: "svd", make: general, orders: [300], about: "singular values and vectors" },
  { name: "qr", make: general, cubes: 4 / 3, orders: [500, 1000], about: "Q and R" },
  { name: "lu", make: general, cubes: 1 / 3, orders: [500, 1000], about: "L and U" },
];

/** @returns {import("../measure.mjs").Row} */
function row(/** @type {Decomposition} */ { name, about, make, cubes }, /** @type {number} */ n) {
  const work = cubes === undefined ? "" : `; ${cubes.toFixed(2)} n³ multiply-adds`;
  return {
    name: `${name}-${n}`,
    about: `${about}, ${n} × ${n}, float64${work}`,
    dtype: "float64",
    ...(cubes === undefined ? {} : { multiplyAdds: cubes * n ** 3 }),
    engine(engine) {
      const a = engine.array(make(n), { shape: [n, n] });
      return () => engine[name](a);
    },
    async peers({ mlMatrix }) {
      return mlMatrix ? { "ml-matrix": mlMatrix[name](make(n), n) } : {};
    },
  };
}

export const decompositionRows = decompositions.flatMap((decomposition) =>
  decomposition.orders.map((n) => row(decomposition, n)),
);
