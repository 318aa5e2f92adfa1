import { describe, expect, it, test } from "vitest";
import {
  einsum,
  empirical,
  grad,
  jacrev,
  matmul,
  tanh,
  treeMap,
  variance,
  type NDArray,
} from "../../../engine/index.js";
import { denseNetwork, distance, inputs } from "./networks.js";

/** Sums of a few products each; all ways of summing differ by rounding only. */
const ROUNDING = 1e-13;

/** Two axes of outputs: f(x)_ab = tanh(x·w_0b + x·w_1a) + b_b. */
const params = { w: inputs(4, [2, 3, 5]), b: inputs(5, [3]) };
function f({ w, b }: typeof params, x: NDArray): NDArray {
  const [first, second] = [0, 1].map((a) => matmul(x, w.slice(a), { transposeB: true }));
  const pairs = (first as NDArray).reshape([-1, 1, 3]).add((second as NDArray).reshape([-1, 3, 1]));
  return tanh(pairs).add(b);
}
const [x, others] = [inputs(6, [4, 5]), inputs(7, [3, 5])];

/** Σ over parameters of ∂f_i ∂f′_j, with all axes: [n, a, b, m, c, d]. */
function everyPair(x1: NDArray, x2: NDArray): NDArray {
  const [first, second] = [jacrev(f)(params, x1), jacrev(f)(params, x2)];
  const products = (["w", "b"] as const).map((name) => {
    const [j1, j2] = [first[name], second[name]].map((j) =>
      j.reshape([...j.shape.slice(0, 3), -1]),
    );
    return einsum("nabp,mcdp->nabmcd", j1 as NDArray, j2 as NDArray);
  });
  return (products[0] as NDArray).add(products[1] as NDArray);
}

describe("the axes of a tangent kernel", () => {
  const full = everyPair(x, others);
  it.each([
    ["none traced: pairs of each", { traceAxes: [] }, "nabmcd->nmacbd"],
    ["the last traced, unless said otherwise", { reduction: "sum" }, "nabmcb->nmac"],
    ["the first of the outputs traced", { traceAxes: 1, reduction: "sum" }, "nabmad->nmbd"],
    ["all traced", { traceAxes: [1, 2], reduction: "sum" }, "nabmab->nm"],
    ["one diagonal", { traceAxes: [], diagonalAxes: 1 }, "nabmad->nmabd"],
    ["one diagonal, one traced", { diagonalAxes: 1, reduction: "sum" }, "nabmab->nma"],
    ["both diagonal", { traceAxes: [], diagonalAxes: [-1, -2] }, "nabmab->nmab"],
  ] as const)("are %s", (_, options, formula) => {
    const kernel = empirical.ntk(f, options)(x, others, params);
    expect(distance(kernel, einsum(formula, full))).toBeLessThan(ROUNDING);
  });

  it("may be those of the examples: of each with itself", () => {
    const own = everyPair(x, x);
    const diagonal = empirical.ntk(f, { diagonalAxes: 0, traceAxes: [1, 2], reduction: "sum" });
    expect(distance(diagonal(x, null, params), einsum("nabnab->n", own))).toBeLessThan(ROUNDING);
    expect(distance(diagonal(x, x.add(0), params), einsum("nabnab->n", own))).toBeLessThan(
      ROUNDING,
    );
    const total = empirical.ntk(f, { traceAxes: 0, reduction: "sum" })(x, null, params);
    expect(distance(total, einsum("nabncd->acbd", own))).toBeLessThan(ROUNDING);
  });

  it("averages over what is traced, as the infinite network's kernel does", () => {
    const traced = { traceAxes: [1, 2] };
    const sum = empirical.ntk(f, { ...traced, reduction: "sum" })(x, others, params);
    const mean = empirical.ntk(f, traced)(x, others, params);
    expect(distance(mean, sum.div(9))).toBeLessThan(ROUNDING);
  });
});

it("of one output a row there is nothing to trace", () => {
  const scalar = (w: NDArray, x: NDArray) => matmul(tanh(x), w);
  const w = inputs(8, [5]);
  const kernel = empirical.ntk(scalar)(x, others, w);
  expect(distance(kernel, matmul(tanh(x), tanh(others), { transposeB: true }))).toBeLessThan(
    ROUNDING,
  );
});

it("is symmetric to the last bit where both sides are the same", () => {
  const { apply, params, x } = denseNetwork();
  const kernel = empirical.ntk(apply)(x, null, params);
  expect(kernel.data).toEqual(kernel.transpose().data);
  const rectangle = empirical.ntk(apply)(x, x.add(0), params);
  expect(distance(kernel, rectangle)).toBeLessThan(ROUNDING);
});

test("blocks of few examples give what all at once give", () => {
  const { apply, params, x, others } = denseNetwork();
  const implementation = "jacobianContraction" as const;
  // An example's Jacobian has 5 × 117 numbers of 8 bytes: room for 1, 3 and 5 of 6.
  for (const memory of [1, 15_000, 25_000]) {
    const whole = empirical.ntk(apply, { implementation });
    const cut = empirical.ntk(apply, { implementation, memory });
    for (const other of [null, others]) {
      const [all, blocks] = [whole, cut].map((kernel) => kernel(x, other, params));
      expect(distance(blocks as NDArray, all as NDArray)).toBeLessThan(ROUNDING);
    }
    const diagonal = { diagonalAxes: 0, implementation } as const;
    const [all, blocks] = [diagonal, { ...diagonal, memory }].map((options) =>
      empirical.ntk(apply, options)(x, null, params),
    );
    expect(distance(blocks as NDArray, all as NDArray)).toBeLessThan(ROUNDING);
  }
});

it("keeps float32", () => {
  const { apply, params, x } = denseNetwork();
  const single = treeMap((leaf) => leaf.astype("float32"), params);
  const kernel = empirical.ntk(apply)(x.astype("float32"), null, single);
  expect(kernel.dtype).toBe("float32");
  // Sums of some hundred products with 24 bits.
  expect(distance(kernel.astype("float64"), empirical.ntk(apply)(x, null, params))).toBeLessThan(
    1e-5,
  );
});

it("examples may lie on other axes, apart in inputs and outputs", () => {
  const columns = (p: typeof params, y: NDArray) => f(p, y.transpose()).transpose([1, 0, 2]);
  const options = { vmapAxes: { input: 1, output: -2 }, traceAxes: [] } as const;
  const kernel = empirical.ntk(columns, options)(x.transpose(), others.transpose(), params);
  const wanted = empirical.ntk(f, { traceAxes: [] })(x, others, params);
  // [a, a′, n, n′, b, b′] instead of [n, n′, a, a′, b, b′]
  expect(distance(kernel, wanted.transpose([2, 3, 0, 1, 4, 5]))).toBeLessThan(ROUNDING);
});

it("of an f that mixes examples all outputs are one example's", () => {
  const normalised = (p: typeof params, y: NDArray) =>
    f(p, y.sub(y.mean(0)).div(variance(y, 0).add(1)));
  const kernel = empirical.ntk(normalised, { vmapAxes: null, traceAxes: [] })(x, others, params);
  const [j1, j2] = [x, others].map((y) => jacrev(normalised)(params, y));
  const wanted = (["w", "b"] as const)
    .map((name) => {
      const [a, b] = [j1, j2].map((j) => j?.[name] as NDArray);
      const flat = (j?: NDArray) =>
        (j as NDArray).reshape([...(j as NDArray).shape.slice(0, 3), -1]);
      return einsum("nabp,mcdp->nmacbd", flat(a), flat(b));
    })
    .reduce((sum, term) => sum.add(term));
  expect(distance(kernel, wanted)).toBeLessThan(ROUNDING);
});

it("has a kernel for every array that f gives, from inputs in any tree", () => {
  const both = ({ w, b }: typeof params, { left, right }: { left: NDArray; right: NDArray }) => ({
    sum: f({ w, b }, left.add(right)),
    first: left.mul(b.sum()),
  });
  const given = { left: x, right: x.mul(0.5) };
  const kernels = empirical.ntk(both)(given, null, params);
  expect(distance(kernels.sum, empirical.ntk(f)(x.add(given.right), null, params))).toBeLessThan(
    ROUNDING,
  );
  // ∂(x Σb)/∂b_i = x: three times the mean of x_a x′_a.
  const wanted = matmul(x, x, { transposeB: true }).mul(3 / 5);
  expect(distance(kernels.first, wanted)).toBeLessThan(ROUNDING);
});

it("passes further arguments on to f", () => {
  const scaled = (p: typeof params, y: NDArray, factor: number) => f(p, y).mul(factor);
  const kernel = empirical.ntk(scaled)(x, null, params, 3);
  expect(distance(kernel, empirical.ntk(f)(x, null, params).mul(9))).toBeLessThan(ROUNDING);
});

it("can be differentiated by the parameters", () => {
  const size = (p: typeof params) =>
    empirical
      .ntk(f, { traceAxes: [1, 2] })(x, null, p)
      .sum();
  const gradient = grad(size)(params).w;
  const step = 1e-6;
  const moved = (by: number) =>
    size({ ...params, w: params.w.add(inputs(9, [2, 3, 5]).mul(by)) }).item();
  const slope = (moved(step) - moved(-step)) / (2 * step);
  // A central difference with an error of step² and of rounding over step.
  expect(
    gradient
      .mul(inputs(9, [2, 3, 5]))
      .sum()
      .item() / slope,
  ).toBeCloseTo(1, 7);
});

describe("the covariance of outputs", () => {
  it("is the product of outputs, traced likewise", () => {
    const [first, second] = [f(params, x), f(params, others)];
    const traced = empirical.nngp(f)(x, others, params);
    expect(distance(traced, einsum("nab,mcb->nmac", first, second).div(3))).toBeLessThan(ROUNDING);
    const full = empirical.nngp(f, { traceAxes: [] })(x, null, params);
    expect(distance(full, einsum("nab,mcd->nmacbd", first, first))).toBeLessThan(ROUNDING);
  });
});
