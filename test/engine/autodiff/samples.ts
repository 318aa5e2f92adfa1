// For every primitive, calls to try its rules on: functions of float arrays that use it, and points where
// it is smooth. A primitive without an entry fails the table's test.
import { evaluate } from "../../../engine/core/program.js";
import { record } from "../../../engine/core/recording.js";
import * as nt from "../../../engine/index.js";
import type { NDArray } from "../../../engine/index.js";

/** A function of some arrays, and where to differentiate it. */
export interface Sample {
  readonly f: (...inputs: NDArray[]) => NDArray;
  readonly at: readonly NDArray[];
}

const vector = nt.array([0.3, -1.2, 0.7, 2.1]);
const positive = nt.array([0.4, 1.3, 0.9, 2.2]);
const matrix = nt.array([
  [0.5, -0.4, 1.1],
  [1.7, 0.2, -0.9],
]);
const row = nt.array([0.6, -1.4, 0.8]);
const stack = nt.array([
  [
    [0.1, 0.9],
    [-0.7, 0.4],
    [1.2, -0.3],
  ],
  [
    [0.8, -0.2],
    [0.5, 1.5],
    [-1.1, 0.6],
  ],
]);

/** Numbers without a pattern. */
const noise = (...shape: number[]): NDArray =>
  nt.array(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
      Math.sin(5 * i * i + 1),
    ),
    { shape },
  );
const images = noise(2, 3, 4, 4);
const kernel = noise(3, 2, 2, 4);
const same = { padding: "SAME", groups: 2 } as const;
const sequences = noise(2, 5, 2);
const wave = noise(3, 2, 3);

const one = (f: (x: NDArray) => NDArray, at: NDArray = vector): Sample => ({
  f: (x) => f(x),
  at: [at],
});
const two = (f: (x: NDArray, y: NDArray) => NDArray, x: NDArray, y: NDArray): Sample => ({
  f: (a, b) => f(a, b),
  at: [x, y],
});

/** With a plain factor, for functions whose derivative is zero. */
const constant = (f: (x: NDArray) => NDArray): Sample => one((x) => f(x).astype("float64").mul(x));

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
const drawnFrom = (key: nt.random.Key): NDArray => nt.random.normal(key, [4]);
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

const tanhKernel = nt.stax.serial(nt.stax.dense(1), nt.stax.tanh(), nt.stax.dense(1)).kernel;
const ownSine = nt.customJvp(
  (x: NDArray) => nt.sin(x),
  ([x], [t]) => [nt.sin(x), nt.cos(x).mul(t)],
);
const ownProduct = nt.customVjp(
  (x: NDArray, y: NDArray) => nt.sin(x).mul(y),
  (x, y) => [nt.sin(x).mul(y), [x, y] as const],
  ([x, y], ct) => [nt.cos(x).mul(y).mul(ct), nt.sin(x).mul(ct)],
);

const savingProduct = nt.checkpoint(ownProduct);

/** As programs are run that were recorded before the values are known. */
const recorded = (f: (x: NDArray) => NDArray, at: NDArray): Sample => {
  const program = record("test", [at], ([x]) => [f(x as NDArray)]);
  return one((x) => evaluate(program, [x])[0] as NDArray, at);
};
const bent = (x: NDArray): NDArray =>
  nt.cond(
    x.greater(1),
    (y) => y.mul(y),
    (y) => nt.sin(y),
    x,
  );
const grown = (x: NDArray): NDArray =>
  nt.whileLoop(
    (y) => y.less(10),
    (y) => y.mul(x).add(y),
    x,
  );
const running = (x: NDArray): NDArray =>
  nt.scan((sum: NDArray, y) => [sum.mul(y), sum.add(y)], 1, x)[1];

export const samples: Readonly<Record<string, readonly Sample[]>> = {
  add: [two(nt.add, matrix, row), two(nt.add, row, matrix)],
  sub: [two(nt.sub, matrix, row), two(nt.sub, nt.array(2), matrix)],
  mul: [two(nt.mul, matrix, row), two(nt.mul, vector, positive)],
  div: [two(nt.div, matrix, nt.array([0.6, 1.4, -0.8]))],
  pow: [two(nt.pow, positive, vector), one((x) => nt.pow(x, 3))],
  maximum: [two(nt.maximum, matrix, row)],
  minimum: [two(nt.minimum, matrix, row)],
  neg: [one(nt.neg)],
  abs: [one(nt.abs)],
  sign: [constant(nt.sign)],
  relu: [one(nt.nn.relu)],
  sqrt: [one(nt.sqrt, positive)],
  exp: [one(nt.exp)],
  log: [one(nt.log, positive)],
  sin: [one(nt.sin)],
  cos: [one(nt.cos)],
  less: [constant((x) => nt.less(x, 0.5))],
  lessEqual: [constant((x) => nt.lessEqual(x, 0.5))],
  greater: [constant((x) => nt.greater(x, 0.5))],
  greaterEqual: [constant((x) => nt.greaterEqual(x, 0.5))],
  equal: [constant((x) => nt.equal(x, 0.5))],
  notEqual: [constant((x) => nt.notEqual(x, 0.5))],
  sum: [one((x) => nt.sum(x, 0), matrix), one((x) => nt.sum(x, [0, 2]), stack)],
  mean: [one((x) => nt.mean(x, 1), matrix), one((x) => nt.mean(x), stack)],
  max: [one((x) => nt.max(x, 1), matrix)],
  min: [one((x) => nt.min(x, 0), matrix)],
  all: [constant((x) => nt.all(x))],
  any: [constant((x) => nt.any(x))],
  argmax: [constant((x) => nt.argmax(x))],
  argmin: [constant((x) => nt.argmin(x))],
  reshape: [one((x) => x.reshape([3, 2]), matrix)],
  transpose: [one((x) => x.transpose([2, 0, 1]), stack)],
  astype: [one((x) => x.astype("float32").astype("float64").mul(0).add(x))],
  broadcast: [one((x) => nt.broadcastTo(x, [2, 2, 3]), matrix)],
  where: [
    two((x, y) => nt.where([[true], [false]], x, y), matrix, row),
    one((x) => nt.where(x.greater(0), x, 0)),
  ],
  slice: [one((x) => x.slice([], [2, 0, -1], 1), stack)],
  embed: [
    one((x) =>
      nt.grad((y: NDArray) =>
        y
          .slice([1, 3])
          .mul(x.slice([0, 2]))
          .sum(),
      )(x),
    ),
  ],
  concat: [two((x, y) => nt.concat([x, y, x], 1), matrix, matrix.mul(2))],
  take: [one((x) => nt.take(x, [2, 0, 2], 1), matrix)],
  scatterAdd: [
    one((x) =>
      nt.grad((y: NDArray) =>
        nt
          .take(y, [1, 1, 0])
          .mul(nt.take(x, [0, 1, 2]))
          .sum(),
      )(x),
    ),
  ],
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
  customJvp: [one(ownSine)],
  customVjp: [two(ownProduct, matrix, matrix.mul(2))],
  numericFunction: [one((x) => tanhKernel(x, null, "nngp"), matrix)],
  pendingBackward: [
    two((x, y) => nt.jvp(ownProduct, [x, x.add(1)], [y, x])[1], matrix, matrix.mul(2)),
  ],
  checkpoint: [two(savingProduct, matrix, matrix.mul(2))],
  checkpointDerivative: [
    two((x, y) => nt.jvp(savingProduct, [x, y], [y, x])[1], matrix, matrix.mul(2)),
  ],
  cond: [recorded(bent, nt.array(1.4)), recorded(bent, nt.array(0.3))],
  condDerivative: [recorded((x) => nt.grad(bent)(x), nt.array(1.4))],
  whileLoop: [recorded(grown, nt.array(1.3)), one(grown, nt.array(1.3))],
  unstack: [one(running, vector)],
  stopGradient: [one((x) => x.mul(nt.stopGradient(x.mul(0)).add(1)))],
  conv: [
    two((x, w) => nt.conv(x, w, { padding: "SAME", groups: 2, strides: [2, 1] }), images, kernel),
    two((x, w) => nt.conv(x, w, { dilation: 2, inputDilation: 2 }), sequences, wave),
    two((x, w) => nt.conv(x, w, { padding: "CIRCULAR" }), sequences, wave),
  ],
  convInputGradient: [
    two((g, w) => nt.convInputGradient(g, w, images.shape, same), images, kernel),
    two((x, w) => nt.convTranspose(x, w, { strides: 2, padding: "SAME" }), sequences, wave),
  ],
  convKernelGradient: [
    two((x, g) => nt.convKernelGradient(x, g, kernel.shape, same), images, images.mul(images)),
  ],
  sumPool: [one((x) => nt.avgPool(x, 2, { padding: "SAME", normalizeEdges: true }), images)],
  spreadPool: [
    one(
      (x) =>
        nt.grad((y: NDArray) =>
          nt
            .avgPool(y, [2, 1])
            .mul(nt.avgPool(x, [2, 1]))
            .sum(),
        )(x),
      images,
    ),
  ],
  maxPositions: [one((x) => nt.maxPool(x, [2, 3], { strides: 2, padding: "SAME" }), images)],
  recurrence: [
    one((x) => nt.cumsum(x, 0), matrix),
    one((x) => nt.cumprod(x, 1), matrix),
    one((x) => nt.prod(x, [0, 2]), stack),
  ],
  argsort: [one((x) => nt.sort(x, 0), matrix), one((x) => nt.topK(x, 2).values, matrix)],
  searchSorted: [
    one((x) => nt.interp(x, [-1, 0.3, 1], [1, 5, 2]), row),
    two((x, y) => nt.searchSorted(x, y).mul(y), nt.array([-1, 0, 1]), row),
  ],
  fourier: [
    two((re, im) => nt.stack(Object.values(nt.fft.fft({ re, im }))), matrix, matrix.mul(matrix)),
    one((x) => nt.fft.irfft(nt.fft.rfft(x, 0), 2, 0), matrix),
  ],
  erf: [one(nt.special.erf)],
  erfc: [one(nt.special.erfc)],
  erfinv: [one(nt.special.erfinv, nt.array([-0.7, 0.2, 0.8]))],
  normalCdf: [one(nt.special.normalCdf)],
  normalQuantile: [one(nt.special.normalQuantile, nt.array([0.3, 0.45, 0.7]))],
  gamma: [one(nt.special.gamma, positive)],
  lgamma: [one(nt.special.lgamma, positive)],
  digamma: [one(nt.special.digamma, positive)],
  polygamma: [one((x) => nt.special.polygamma(1, x), positive)],
  betaln: [two(nt.special.betaln, positive, positive.mul(2))],
  gammainc: [one((x) => nt.special.gammainc(2.5, x), positive)],
  gammaincc: [one((x) => nt.special.gammaincc(2.5, x), positive)],
  gammaDensity: [one(nt.vmap(nt.grad((x: NDArray) => nt.special.gammainc(2.5, x))), positive)],
  gammaincSlope: [
    one(
      nt.vmap((x: NDArray) => nt.grad((a: NDArray) => nt.special.gammainc(a, x))(nt.array(2.5))),
      positive,
    ),
  ],
  i0e: [one(nt.special.i0e), one(nt.special.i0)],
  i1e: [one(nt.special.i1e), one(nt.special.i1)],
  log1p: [one(nt.special.log1p, positive)],
  expm1: [one(nt.special.expm1)],
  sigmoid: [one(nt.nn.sigmoid), one(nt.nn.silu)],
  logit: [one(nt.special.logit, nt.array([0.4, 0.6, 0.5]))],
  xlogy: [two(nt.special.xlogy, vector, positive)],
  xlog1py: [two(nt.special.xlog1py, vector, positive)],
  tanh: [one(nt.nn.tanh), one((x) => nt.nn.gelu(x, { approximate: "tanh" }))],
  softplus: [one(nt.nn.softplus), one(nt.nn.mish)],
  lastOccurrence: [two((x, y) => nt.at(x, Int32Array.of(2, 0, 2)).set(y), vector, row)],
  tan: [one(nt.tan, positive.mul(0.3))],
  arcsin: [one(nt.arcsin, row.mul(0.3))],
  arccos: [one(nt.arccos, row.mul(0.3))],
  arctan: [one(nt.arctan)],
  arctan2: [two(nt.arctan2, matrix, row)],
  hypot: [two(nt.hypot, matrix, row)],
  mod: [two(nt.mod, matrix, row.mul(row).add(0.7))],
  sinh: [one(nt.sinh)],
  cosh: [one(nt.cosh)],
  arcsinh: [one(nt.arcsinh)],
  arccosh: [one(nt.arccosh, positive.add(1.5))],
  arctanh: [one(nt.arctanh, row.mul(0.3))],
  randomDraw: [
    one((x) =>
      nt.jit((key: nt.random.Key, y: NDArray) => drawnFrom(key).mul(y))(nt.random.key(1), x),
    ),
  ],
  reciprocal: [one(nt.reciprocal, positive.add(1)), one(nt.rsqrt, positive.add(1))],
  cbrt: [one(nt.cbrt, positive.add(1))],
  exp2: [one(nt.exp2)],
  log2: [one(nt.log2, positive.add(1))],
  log10: [one(nt.log10, positive.add(1))],
  floor: [constant(nt.floor)],
  ceil: [constant(nt.ceil)],
  round: [constant(nt.round)],
  floorDivide: [constant((x) => nt.floorDivide(x.add(0.13), 0.7))],
  trunc: [constant(nt.trunc)],
  isNaN: [constant(nt.isNaN)],
  isFinite: [constant(nt.isFinite)],
  logicalAnd: [constant((x) => nt.logicalAnd(x, [true, false, true, false]))],
  logicalOr: [constant((x) => nt.logicalOr(x, 0))],
  logicalXor: [constant((x) => nt.logicalXor(x, 0))],
  logicalNot: [constant(nt.logicalNot)],
};
