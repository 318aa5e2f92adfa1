import { describe, expect, test } from "vitest";
import { curvature, empirical, matmul, optim, zeros, type NDArray } from "../../../engine/index.js";

const { adam, gaussNewton, levenbergMarquardt, minimise, sgd } = optim;
const bowl = (p: NDArray) => p.mul(p).sum();

describe("optimisers are refused", () => {
  test.each<[string, () => unknown, RegExp]>([
    ["uphill", () => minimise(bowl, [1], sgd(-1), { steps: 1 }), /rate is -1 at step 0; use/],
    ["with a momentum that grows", () => sgd(0.1, { momentum: 2 }), /sgd: momentum = 2; use/],
    ["of no kind", () => sgd(0.1, { kind: "fast" as "nesterov" }), /kind = "fast"; use "heavyB/],
    ["with a memory of all", () => adam(0.1, { beta1: 1 }), /adam: beta1 = 1; use a number from 0/],
    ["with roots below 0", () => adam(0.1, { epsilon: -1 }), /epsilon = -1; use a number from 0/],
    [
      "when they are a rate",
      () => minimise(bowl, [1], 0.1 as never, { steps: 1 }),
      /the optimiser is 0.1; give one, such as optim.adam/,
    ],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe("searches for least squares are refused", () => {
  const line = (p: NDArray) => p.sub([1, 2]);
  const fit = (options: object) => () => levenbergMarquardt(line, [0, 0], options);
  const step = (options: object) => () => gaussNewton(line, [0, 0], options as { steps: number });

  test.each<[string, () => unknown, RegExp]>([
    ["without a count", fit({ maxIterations: NaN }), /maxIterations = NaN; use a whole number/],
    ["with a λ that nothing raises", fit({ damping: 0 }), /damping = 0; use a positive number/],
    ["with a λ below 0", fit({ damping: -1 }), /damping = -1; use a positive number/],
    ["with a tolerance below 0", fit({ stepTolerance: -1 }), /stepTolerance = -1; use a number/],
    ["with another bend", fit({ acceleration: "fast" }), /acceleration = "fast"; use "none", "geo/],
    ["without steps", step({}), /gaussNewton: steps = undefined; use a whole number from 0/],
    ["with a negative λ", step({ steps: 1, damping: -1 }), /damping = -1; use a number from 0/],
    ["uphill", step({ steps: 1, learningRate: -1 }), /learningRate = -1; use a number from 0/],
    ["on no side", step({ steps: 1, side: "both" }), /side = "both"; use "auto", "parameters"/],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

test("bounds of fewer parameters are refused by name", () => {
  expect(() => levenbergMarquardt((p) => p.sub([1, 4]), [2, 3], { lower: [5] })).toThrow(
    /lower has 1 numbers for 2 parameters; give one for each, or one for all/,
  );
});

test("an array in the place of a name is not written out", () => {
  const apply = (w: NDArray, x: NDArray) => matmul(x, w);
  expect(() =>
    curvature.kfac(apply, zeros([3, 2]), zeros([4, 3]), zeros([40, 3]) as never),
  ).toThrow(/likelihood = an array of shape \[40, 3\]; use "categorical"/);
});

test("a kernel of no examples is refused by name", () => {
  const apply = (w: NDArray, x: NDArray) => matmul(x, w);
  expect(() => empirical.ntk(apply)(zeros([0, 3]), null, zeros([3, 2]))).toThrow(
    /empirical.ntk: x1 holds no examples; give at least one/,
  );
});
