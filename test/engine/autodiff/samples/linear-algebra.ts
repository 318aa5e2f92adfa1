import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";
import { matrix, row, stack, one, two, type Samples } from "./sample.js";

/** Two general square matrices, far from singular, with singular values well apart. */
const squares = nt.array([
  [
    [2.1, -0.3, 0.7],
    [0.6, 2.4, -1.2],
    [-0.3, 0.5, 1.1],
  ],
  [
    [-0.6, 1.8, 0.2],
    [1.5, 0.3, -0.4],
    [0.7, -0.2, 2.4],
  ],
]);
const square = squares.slice(0);
/** More rows than columns, and the other way round. */
const tall = nt.array([
  [1.2, -0.4],
  [0.3, 0.9],
  [-0.8, 1.1],
  [0.5, 0.2],
]);
const wide = tall.transpose();
const columns = nt.array([
  [0.3, 1.1],
  [-0.7, 0.4],
  [0.9, -0.2],
]);

/** x xᵀ + 1 of every matrix. */
const positiveDefinite = (x: NDArray): NDArray => nt.gram(x).add(nt.eye(3));
const TIGHT = { tolerance: 1e-15 };
/** All results in one array. */
const flat = (...parts: NDArray[]): NDArray => nt.concat(parts.map((part) => part.reshape([-1])));
const eigen = (x: NDArray): NDArray => {
  const { eigenvalues, eigenvectors } = nt.eigh(x);
  // Projectors do not depend on signs.
  const v = eigenvectors.slice([], 0);
  return flat(eigenvalues, v.reshape([3, 1]).mul(v));
};
const singular = (x: NDArray): NDArray => {
  const { u, s, vh } = nt.svd(x);
  return flat(s, u.slice([], [0, 1]).mul(vh.slice([0, 1])), nt.matmul(u, vh));
};
const orthogonal = (x: NDArray): NDArray => {
  const { q, r } = nt.qr(x);
  return flat(q, r);
};
const triangular = (x: NDArray): NDArray => {
  const { l, u } = nt.lu(x);
  return flat(l, u);
};

export const linearAlgebra: Samples = {
  matmul: [
    two((x, y) => nt.matmul(x, y), matrix, matrix.transpose()),
    two((x, y) => nt.matmul(x, y, { transposeA: true, transposeB: true }), stack.slice(0), matrix),
    two((x, y) => nt.matmul(x, y), matrix, stack),
    two((x, y) => nt.matmul(x, y), row, stack.slice(1)),
  ],
  gram: [one(nt.gram, matrix), one((x) => nt.gram(x, { transpose: true }), stack)],
  cholesky: [one((x) => nt.cholesky(positiveDefinite(x)), squares)],
  triangularSolve: [
    two(nt.triangularSolve, square, columns),
    two((l, b) => nt.triangularSolve(l, b, { lower: false, transpose: true }), squares, columns),
    two((l, b) => nt.triangularSolve(l, b, { unitDiagonal: true }), square, nt.array([1, 2, 3])),
  ],
  eliminate: [one((x) => nt.solve(x, [1, 2, 3]), square)],
  solve: [
    two(nt.solve, square, columns),
    two((a, b) => nt.solve(a, b, { transpose: true }), squares, columns),
  ],
  lu: [one(triangular, square), one(triangular, tall), one(triangular, wide)],
  det: [one(nt.det, square), one(nt.det, squares)],
  cofactors: [one((x) => nt.grad((y: NDArray) => nt.det(y))(x), square)],
  cofactorsChange: [
    one(
      (x) =>
        nt.grad((y: NDArray) =>
          nt
            .grad((z: NDArray) => nt.det(z))(y)
            .mul(x)
            .sum(),
        )(x),
      square,
    ),
  ],
  slogdet: [one((x) => nt.slogdet(x).logabsdet, squares)],
  conjugateGradients: [
    two(
      (x, b) => nt.conjugateGradients((v) => nt.matmul(positiveDefinite(x), v), b, TIGHT).x,
      square,
      row,
    ),
  ],
  eigh: [one(eigen, square)],
  eigvalsh: [one(nt.eigvalsh, squares)],
  svd: [one(singular, square), one(singular, tall), one(singular, wide)],
  singularValues: [one(nt.singularValues, squares), one(nt.singularValues, wide)],
  qr: [one(orthogonal, square), one(orthogonal, tall), one(orthogonal, wide)],
  expm: [one(nt.expm, squares), one((x) => nt.expm(x.mul(5)).mul(1e-4), square)],
  expmFrechet: [one((x) => nt.grad((y: NDArray) => nt.expm(y).sum())(x), square)],
  pinv: [one((x) => nt.pinv(x), tall), one((x) => nt.pinv(x), wide)],
  matrixRank: [one((x) => x.mul(nt.matrixRank(x)), square)],
  lstsq: [
    two((a, b) => nt.lstsq(a, b).x, tall, nt.array([1, -2, 0.5, 0.3])),
    two((a, b) => nt.lstsq(a, b).x, wide, nt.array([1, -2])),
  ],
};
