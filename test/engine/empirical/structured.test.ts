import { describe, expect, it } from "vitest";
import {
  add,
  array,
  conv,
  empirical,
  exp,
  matmul,
  mean,
  mul,
  random,
  maximum,
  stax,
  sub,
  take,
  tanh,
  type NDArray,
} from "../../../engine/index.js";
import { distance, inputs } from "./networks.js";

/** Sums of some hundred products, in two orders. */
const ROUNDING = 1e-12;

type Network = (params: never, x: NDArray) => NDArray;

interface Case {
  readonly name: string;
  readonly f: Network;
  readonly params: unknown;
  readonly x: NDArray;
  readonly others: NDArray;
  /** The form that is found for every array of parameters, with the axes of outputs paired. */
  readonly rules: Readonly<Record<string, string>>;
}

function network<P>(
  name: string,
  f: (params: P, x: NDArray) => NDArray,
  { params, x, rules }: { params: P; x: readonly NDArray[]; rules: Case["rules"] },
): Case {
  const [first, others] = x as readonly [NDArray, NDArray];
  return { name, f, params, x: first, others, rules };
}

const rows = (length: number): NDArray[] => [inputs(20, [4, length]), inputs(21, [3, length])];
const sequences = (length: number, width: number): NDArray[] => [
  inputs(22, [4, length, width]),
  inputs(23, [3, length, width]),
];
const images = (channels: number, size = 4): NDArray[] => [
  inputs(24, [3, size, size, channels]),
  inputs(25, [2, size, size, channels]),
];
const relu = (x: NDArray): NDArray => maximum(x, 0);
const scaled = (w: NDArray): NDArray => mul(w, 1 / Math.sqrt(w.shape[0] as number));

function layerNorm(x: NDArray): NDArray {
  const centred = sub(x, mean(x, -1, { keepdims: true }));
  const variance = mean(mul(centred, centred), -1, { keepdims: true });
  return mul(centred, variance.add(0.1).pow(-0.5));
}

function attention(
  p: { q: NDArray; k: NDArray; v: NDArray; readout: NDArray },
  x: NDArray,
): NDArray {
  const [q, k, v] = [p.q, p.k, p.v].map((w) => matmul(x, scaled(w))) as [NDArray, NDArray, NDArray];
  const scores = exp(tanh(matmul(q, k, { transposeB: true })));
  const weights = mul(scores, scores.sum(-1, { keepdims: true }).pow(-1));
  return matmul(mean(matmul(weights, v), 1), p.readout);
}

const words = [
  array([[0, 2], [1, 1], [3, 4], [2, 0]], { dtype: "int32" }), // prettier-ignore
  array([[4, 4], [0, 1], [2, 3]], { dtype: "int32" }), // prettier-ignore
];

const cases: readonly Case[] = [
  network(
    "dense layers with biases, scaled",
    (p, x) => add(matmul(relu(add(matmul(x, scaled(p.w)), p.b)), p.v), mul(p.c, 0.5)),
    {
      params: { w: inputs(1, [5, 6]), b: inputs(2, [6]), v: inputs(3, [6, 3]), c: inputs(4, [3]) },
      x: rows(5),
      rules: { ".w": "product", ".v": "product", ".b": "entries", ".c": "entries" },
    },
  ),
  network(
    "weights that are transposed, reshaped and cut",
    (p, x) => {
      const h = tanh(matmul(x, p.w.slice([1, 6]), { transposeB: true }));
      return matmul(h, p.v.reshape([5, 3]).neg());
    },
    {
      params: { w: inputs(5, [7, 4]), v: inputs(6, [3, 5]) },
      x: rows(4),
      rules: { ".w": "product", ".v": "product" },
    },
  ),
  network(
    "a convolution with few places for its filters, and 1 × 1 filters on one pixel",
    (p, x) => {
      const h = relu(conv(x, p.w, { strides: 3, padding: "SAME" }));
      return conv(mean(h, [1, 2], { keepdims: true }), p.v).reshape([-1, 3]);
    },
    {
      params: { w: inputs(7, [3, 3, 8, 9]), v: inputs(8, [1, 1, 9, 3]) },
      x: images(8, 5),
      rules: { ".w": "windows", ".v": "windows" },
    },
  ),
  network(
    "a convolution with many places for its filters",
    (p, x) => mean(relu(conv(x, p.w)), [1, 2]),
    { params: { w: inputs(9, [2, 2, 1, 2]) }, x: images(1, 5), rules: { ".w": "jacobian" } },
  ),
  network(
    "a convolution of sequences, dilated and padded at one side",
    (p, x) => {
      const h = tanh(conv(x, p.w, { strides: 4, dilation: 2, padding: [[2, 0]] }));
      return matmul(h.reshape([-1, 14]), p.v);
    },
    {
      params: { w: inputs(10, [2, 6, 7]), v: inputs(11, [14, 2]) },
      x: sequences(6, 6),
      rules: { ".w": "windows", ".v": "product" },
    },
  ),
  network(
    "scales and shifts of layer normalisation, and a residual branch",
    (p, x) => {
      const normal = add(mul(layerNorm(x), p.scale), p.shift);
      return matmul(add(x, tanh(matmul(normal, p.w))), p.v);
    },
    {
      params: {
        ...{ scale: inputs(12, [4]), shift: inputs(13, [4]) },
        ...{ w: inputs(14, [4, 4]), v: inputs(15, [4, 2]) },
      },
      x: rows(4),
      rules: { ".scale": "entries", ".shift": "entries", ".w": "product", ".v": "product" },
    },
  ),
  network("embeddings", (p, x) => matmul(tanh(mul(take(p.table, x), 0.5)).reshape([-1, 6]), p.v), {
    params: { table: inputs(16, [5, 3]), v: inputs(17, [6, 2]) },
    x: words,
    rules: { ".table": "lookup", ".v": "product" },
  }),
  network(
    "weights that are tied between layers",
    (p, x) => matmul(tanh(matmul(tanh(matmul(x, p.w)), mul(p.w, 0.5))), p.w),
    { params: { w: inputs(18, [9, 9]) }, x: rows(9), rules: { ".w": "product" } },
  ),
  network(
    "a network that runs over a sequence with the same weights",
    (p, x) => {
      let h = matmul(x.slice([], 0), p.u);
      for (let t = 1; t < 3; t++) h = tanh(add(matmul(h, p.w), matmul(x.slice([], t), p.u)));
      return h;
    },
    {
      params: { u: inputs(19, [8, 9]), w: inputs(30, [9, 9]) },
      x: sequences(3, 8),
      // u is used three times: nine inner products of each kind cost more than the sum of its Jacobians.
      rules: { ".u": "jacobian", ".w": "product" },
    },
  ),
  network(
    "an encoder whose transposed weights decode",
    (p, x) => matmul(tanh(matmul(x, p.w)), p.w, { transposeB: true }),
    { params: { w: inputs(31, [4, 3]) }, x: rows(4), rules: { ".w": "jacobian" } },
  ),
  network(
    "slices of one array that have no entry in common, and such that have",
    (p, x) => {
      const both = tanh(add(matmul(x, p.w.slice([], [0, 3])), matmul(x, p.w.slice([], [3, 6]))));
      return matmul(add(both, matmul(x, p.v.slice([], [0, 3]))), p.v.slice([0, 3], [1, 4]));
    },
    {
      params: { w: inputs(32, [5, 6]), v: inputs(33, [5, 4]) },
      x: rows(5),
      rules: { ".w": "product", ".v": "jacobian" },
    },
  ),
  network("attention", attention, {
    params: {
      ...{ q: inputs(34, [9, 8]), k: inputs(35, [9, 8]) },
      ...{ v: inputs(36, [9, 8]), readout: inputs(37, [8, 2]) },
    },
    x: sequences(3, 9),
    rules: { ".q": "product", ".k": "product", ".v": "product", ".readout": "product" },
  }),
  network(
    "a parameter that multiplies known entries, beside others with structure",
    (p, x) => mul(matmul(tanh(matmul(x, mul(p.w, p.gate))), p.v), p.scale.sum()),
    {
      params: {
        ...{ w: inputs(38, [4, 5]), gate: inputs(39, [4, 5]) },
        ...{ v: inputs(40, [5, 2]), scale: inputs(41, [3]) },
      },
      x: rows(4),
      rules: { ".w": "entries", ".gate": "entries", ".v": "product", ".scale": "jacobian" },
    },
  ),
];

describe("the structured kernel agrees with the contraction of Jacobians for", () => {
  it.each(cases)("$name", ({ f, params, x, others, rules }) => {
    for (const axes of [{ traceAxes: [] }, {}, { diagonalAxes: 0, traceAxes: [] }] as const) {
      const [own, other] = "diagonalAxes" in axes ? [x, null] : [x, others];
      const run = (implementation: empirical.Implementation): NDArray =>
        empirical.ntk<Network>(f, { ...axes, implementation })(
          own,
          other,
          params as never,
        ) as NDArray;
      const wanted = run("jacobianContraction");
      expect(distance(run("structuredDerivatives"), wanted)).toBeLessThan(ROUNDING);
    }
    const { parameters } = empirical.ntk(f, { traceAxes: [], explain: true })(
      x,
      others,
      params as never,
    );
    expect(Object.fromEntries(parameters.map(({ path, rule }) => [path, rule]))).toEqual(rules);
  });

  it("layers of `stax`, with heads of attention that are slices of one array", () => {
    const net = stax.serial(
      stax.globalSelfAttention(3, 5, 4, 2, {
        linearScaling: false,
        attentionMechanism: "IDENTITY",
      }),
      stax.flatten(),
      stax.dense(2),
    );
    const [x, others] = sequences(2, 6).map((y) => y.reshape([-1, 2, 1, 6])) as [NDArray, NDArray];
    const { params } = net.init(random.key(42), x.shape);
    const f = (p: typeof params, y: NDArray) => net.apply(p, y);
    const [wanted, found] = (["jacobianContraction", "structuredDerivatives"] as const).map(
      (implementation) => empirical.ntk(f, { traceAxes: [], implementation })(x, others, params),
    );
    expect(distance(found as NDArray, wanted as NDArray)).toBeLessThan(ROUNDING);
    const { parameters } = empirical.ntk(f, { explain: true })(x, null, params);
    expect(parameters.find(({ path }) => path.endsWith("query"))?.rule).toBe("product");
  });
});
