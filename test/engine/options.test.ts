import { expect, it } from "vitest";
import * as nt from "../../engine/index.js";

const { key } = nt.random;
const square = [
  [2, 1],
  [1, 2],
];
const f = (x: nt.NDArray): nt.NDArray => x.mul(x).sum();
/** Spelt as in Python, or not at all: calls in cells are not type-checked. */
const wrong: object = { key_words: true };

const calls: Readonly<Record<string, () => unknown>> = {
  array: () => nt.array([1], wrong),
  zeros: () => nt.zeros([1], wrong),
  arange: () => nt.arange(0, 1, 1, wrong),
  eye: () => nt.eye(2, wrong),
  sum: () => nt.sum([1], null, wrong),
  triangularSolve: () => nt.triangularSolve(square, [1, 2], wrong),
  conjugateGradients: () => nt.conjugateGradients((v) => v, [1], wrong),
  pinv: () => nt.pinv(square, wrong),
  matmul: () => nt.matmul(square, square, wrong),
  matrixRank: () => nt.matrixRank(square, wrong),
  gram: () => nt.gram(square, wrong),
  qr: () => nt.qr(square, wrong),
  solve: () => nt.solve(square, [1, 2], wrong),
  svd: () => nt.svd(square, wrong),
  lstsq: () => nt.lstsq(square, [1, 2], wrong),
  norm: () => nt.norm(square, wrong),
  jacfwd: () => nt.jacfwd(f, wrong),
  jacrev: () => nt.jacrev(f, wrong),
  jacobian: () => nt.jacobian(f, wrong),
  customJvp: () => nt.customJvp(f, () => [0, 0], wrong),
  customVjp: () =>
    nt.customVjp(
      f,
      () => [0, null],
      () => [0],
      wrong,
    ),
  valueAndGrad: () => nt.valueAndGrad(f, wrong),
  grad: () => nt.grad(f, wrong),
  vmap: () => nt.vmap(f, wrong),
  gradCheck: () => nt.gradCheck(f, [1], wrong),
  numericalJacobian: () => nt.numericalJacobian(f, [1], wrong),
  variance: () => nt.variance([1, 2], null, wrong),
  std: () => nt.std([1, 2], null, wrong),
  logsumexp: () => nt.logsumexp([1, 2], null, wrong),
  trapezoid: () => nt.trapezoid([1, 2], wrong),
  searchSorted: () => nt.searchSorted([1, 2], [1], wrong),
  allclose: () => nt.allclose([1], [1], wrong),
  prod: () => nt.prod([1], null, wrong),
  "random.truncatedNormal": () => nt.random.truncatedNormal(key(0), 0, 1, [1], wrong),
  "random.normal": () => nt.random.normal(key(0), [1], wrong),
  "random.uniform": () => nt.random.uniform(key(0), [1], wrong),
  "random.exponential": () => nt.random.exponential(key(0), [1], wrong),
  "random.gumbel": () => nt.random.gumbel(key(0), [1], wrong),
  "random.randint": () => nt.random.randint(key(0), [1], 0, 2, wrong),
  "random.choice": () => nt.random.choice(key(0), 3, [1], wrong),
  "random.orthogonal": () => nt.random.orthogonal(key(0), 2, wrong),
  "random.permutation": () => nt.random.permutation(key(0), [1, 2], wrong),
  graphOf: () => nt.graphOf(f, wrong),
  scan: () => nt.scan((c, x) => [c.add(x), c], 0, [1, 2], wrong),
};

it.each(Object.entries(calls))("%s refuses options that do not exist", (name, call) => {
  expect(call).toThrow(`${name}: there is no option "key_words"; use `);
});
