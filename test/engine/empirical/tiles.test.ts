import { describe, expect, it } from "vitest";
import {
  empirical,
  matmul,
  mean,
  mul,
  random,
  stax,
  tanh,
  type NDArray,
} from "../../../engine/index.js";
import { denseNetwork, distance, inputs } from "./networks.js";

/** Sums of some hundred products, in two orders. */
const ROUNDING = 1e-12;

/** Two places of each example, whose weights contribute sums of outer products. */
const params = { w: inputs(1, [6, 7]), v: inputs(2, [7, 2]) };
const f = (p: typeof params, x: NDArray): NDArray => matmul(mean(tanh(matmul(x, p.w)), 1), p.v);
const [x, others] = [inputs(3, [4, 2, 6]), inputs(4, [3, 2, 6])];

const implementations = [
  "structuredDerivatives",
  "jacobianContraction",
  "ntkVectorProducts",
] as const;

describe.each(implementations)("tiles of the implementation %s", (implementation) => {
  it.each([
    ["all pairs, of one side and of two", { traceAxes: [] }],
    ["each example with the one at its place", { diagonalAxes: 0, traceAxes: [] }],
  ] as const)("give the whole: %s", (_, axes) => {
    const options = { ...axes, implementation } as const;
    const other = "diagonalAxes" in axes ? inputs(5, [4, 2, 6]) : others;
    for (const second of [null, other]) {
      const whole = empirical.ntk(f, options)(x, second, params);
      // Room for the smallest tile, and for some.
      for (const memory of [1, 60_000]) {
        const found = empirical.ntk(f, { ...options, memory })(x, second, params);
        expect(distance(found, whole)).toBeLessThan(ROUNDING);
      }
    }
  });
});

it("of a kernel with itself are symmetric to the last bit", () => {
  const kernel = empirical.ntk(f, { memory: 40_000 })(x, null, params);
  expect(kernel.data).toEqual(kernel.transpose().data);
});

it("examples so large that each is computed alone keep their own cotangents", () => {
  const layers = { a: inputs(6, [2, 3]), b: inputs(7, [3, 15_000]), c: inputs(8, [15_000, 10]) };
  const wide = (p: typeof layers, y: NDArray): NDArray =>
    mul(matmul(tanh(matmul(tanh(matmul(y, p.a)), p.b)), p.c), 0.01);
  const y = inputs(9, [2, 2]);
  const both = empirical.ntk(wide)(y, null, layers);
  const apart = empirical.ntk(wide)(y.slice([0, 1]), y.slice([1, 2]), layers);
  expect(Math.abs(Number(both.get(0, 1)) / Number(apart.get(0, 0)) - 1)).toBeLessThan(ROUNDING);
});

describe("the explanation of a kernel", () => {
  const { apply, params: own, x: few } = denseNetwork();

  it("gives the kernel itself, which is computed once", () => {
    const plan = empirical.ntk(apply, { explain: true })(few, null, own);
    expect(plan.kernel.data).toEqual(empirical.ntk(apply)(few, null, own).data);
    expect(plan.kernel).toBe(plan.kernel);
  });

  it("counts operations: those of one dense layer by hand", () => {
    const [n, m, i, o] = [3, 2, 4, 5];
    const dense = (w: NDArray, y: NDArray) => matmul(y, w);
    const [w, y1, y2] = [inputs(10, [i, o]), inputs(11, [n, i]), inputs(12, [m, i])];
    const { estimates } = empirical.ntk(dense, { traceAxes: [], explain: true })(y1, y2, w);
    const flops = Object.fromEntries(estimates.map((one) => [one.implementation, one.flops]));
    // A product takes 2io; forward half of it for each of n + m examples.
    const forward = (n + m) * i * o;
    expect(flops).toEqual({
      structuredDerivatives: forward + 2 * n * m * (i + o * o * (o + 1)),
      jacobianContraction: forward + (n + m) * o * 2 * i * o + 2 * n * m * o * o * i * o,
      ntkVectorProducts: forward + (n + m + n * m) * o * 2 * i * o,
    });
  });

  it("chooses what takes the fewest operations", () => {
    const net = stax.serial(stax.conv(4, [3, 3]), stax.relu(), stax.flatten());
    const image = inputs(13, [1, 12, 12, 3]);
    const { params: weights } = net.init(random.key(1), image.shape);
    const run = (p: typeof weights, y: NDArray) => net.apply(p, y);
    const plan = empirical.ntk(run, { traceAxes: [], explain: true })(image, null, weights);
    const fewest = Math.min(...plan.estimates.map(({ flops }) => flops));
    expect(plan.flops).toBe(fewest);
  });

  it("bounds memory by the kernel and what is allowed, where the smallest tile is less", () => {
    const memory = 2 ** 20;
    const plan = empirical.ntk(apply, { explain: true, memory })(inputs(14, [2000, 4]), null, own);
    expect(plan.fits).toBe(true);
    expect(plan.memory).toBeLessThanOrEqual(2000 ** 2 * 8 + memory);
    const tight = empirical.ntk(apply, { explain: true, memory: 10 })(few, null, own);
    expect(tight.fits).toBe(false);
    expect(tight.toString()).toContain("one pair of examples exceeds the memory allowed");
  });

  it("says so in a notebook as text, with the parameters by their paths", () => {
    const plan = empirical.ntk(apply, { explain: true })(few, null, own);
    expect(plan.toString()).toMatch(/→ structuredDerivatives +[\d.]+ kflop +[\d.]+ [KM]iB/u);
    expect(plan.toString()).toMatch(/params\[0\]\.w +\[4, 7\] +product/u);
    const bundle = Reflect.get(plan, Symbol.for("Jupyter.display")) as () => unknown;
    expect(bundle()).toEqual({ "text/plain": plan.toString() });
  });
});
