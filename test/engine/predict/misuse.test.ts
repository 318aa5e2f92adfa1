import { describe, expect, it } from "vitest";
import { array, predict, random, stax, zeros } from "../../../engine/index.js";

// Cells are not type-checked when they run: what the types forbid arrives all the same.
const loose = predict as unknown as Record<keyof typeof predict, (...args: unknown[]) => unknown>;
const net = stax.serial(stax.dense(8), stax.relu(), stax.dense(1, { bStd: 0.1 }));
const { kernel } = net;
const [x, y, xTest] = [
  [
    [1, 0],
    [0, 1],
    [1, 1],
  ],
  [1, -1, 0],
  [[0.5, 0.5]],
];
const k = array([
  [2, 1],
  [1, 2],
]);
const infer = (options: unknown, ...inputs: unknown[]) =>
  loose.gpInference(kernel, ...[x, y, xTest].map((value, i) => inputs[i] ?? value), options);
const ntk = { get: "ntk" };

describe("arguments of another kind are named", () => {
  it.each<[string, () => unknown]>([
    [
      "predict: yTrain is undefined; give an array",
      () => loose.gpInference(kernel, x, undefined, xTest, ntk),
    ],
    ['predict: yTrain: array: element [0] is "a"', () => infer(ntk, x, ["a", "b", "c"])],
    ["predict: xTest is null", () => loose.gpInference(kernel, x, y, null, ntk)],
    ["predict: kTrainTrain is a function", () => loose.gradientDescentMse(kernel, y)],
    [
      'predict: t is "1"; give an array',
      () => predict.gradientDescentMse(k, [1, 2])("1" as unknown as number),
    ],
    [
      "predict: fxTrain0 is null",
      () => predict.gradientDescentMse(k, [1, 2])(1, null as unknown as number),
    ],
    ["predict.leaveOneOut: kernel is a function", () => loose.leaveOneOut(kernel, y)],
    [
      "the loss's gradient is undefined",
      () =>
        (loose.gradientDescent({ gradient: () => undefined }, k, [1, 2]) as (t: number) => unknown)(
          1,
        ),
    ],
    [
      "kernel: x2 is undefined; give an array, or numbers in rows of equal lengths, or null for x1 itself",
      () => kernel(x, undefined as unknown as null, "ntk"),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(message);
  });
});

describe("options of another kind are named", () => {
  it.each<[string, () => unknown]>([
    ['get = ["ntk"]; use "nngp", "ntk", "ntkgp"', () => infer({ get: ["ntk"] })],
    ['computeCov = "yes"; use true or false', () => infer({ ...ntk, computeCov: "yes" })],
    [
      'diagRegAbsoluteScale = "false"; use true or false',
      () => infer({ ...ntk, diagReg: 1, diagRegAbsoluteScale: "false" }),
    ],
    ['diagReg = "1e-3"; use a finite number', () => infer({ ...ntk, diagReg: "1e-3" })],
    [
      "yTrainSize = NaN; use a whole number from 1",
      () => predict.maxLearningRate(k, { yTrainSize: NaN }),
    ],
    ['get = "ntkgp"; use "nngp", "ntk"', () => loose.nystrom(kernel, x, { get: "ntkgp" })],
    [
      "classes = 0; use a whole number from 1",
      () => predict.kernelClassifier(kernel, x, [0, 1, 2], { get: "ntk", classes: 0 }),
    ],
  ])("%s", (message, call) => {
    expect(call).toThrow(message);
  });

  it("before a kernel is computed", () => {
    const never = () => {
      throw new Error("computed");
    };
    expect(() => predict.gpInference(never, x, y, xTest, { get: "ntk", diagReg: -1 })).toThrow(
      "diagReg = -1",
    );
  });
});

it("what a kernel function gives must have the kernels by name", () => {
  const matrix = (a: never, b: never) => kernel(a, b, "ntk");
  expect(() => loose.gpInference(matrix, x, y, xTest, ntk)).toThrow(
    'the kernel function gave an array of shape [3, 3] without "ntk"',
  );
  expect(() => loose.matrixFree(() => null, x, y, { ...ntk, diagReg: 1 })).toThrow(
    'the kernel function gave null without "ntk"',
  );
});

it("test outputs to start from need the kernel that ties them to the training set", () => {
  const curve = predict.gradientDescentMse(k, [1, 2]) as (...args: unknown[]) => unknown;
  expect(() => curve(1, 0, [1, 2])).toThrow("fxTest0 is given without kTestTrain");
});

it("a test-train kernel that lies across is told by its shape", () => {
  const blocks = { kTrainTrain: { nngp: k }, kTestTrain: { nngp: array([[1], [0.5]]) } };
  expect(() => predict.gpPosterior(blocks, [1, 0], { get: "nngp" })).toThrow(
    "kTestTrain.nngp has shape [2, 1]; with 2 targets and 2 test rows it must be [2, 2]",
  );
});

it("labels that are other numbers make no classes by the million", () => {
  const labels = [0, 1, 1e9];
  expect(() => predict.kernelClassifier(kernel, x, labels, { get: "ntk" })).toThrow(
    "the label 1000000000 in row 2 makes 1000000001 classes of 3 rows",
  );
  expect(() => predict.kernelClassifier(kernel, x, [0, NaN, 1], { get: "ntk" })).toThrow(
    "a label is NaN",
  );
});

it("random features need a network, not its kernel", () => {
  const options = { get: "ntk", key: random.key(0), inputShape: [1, 2] };
  expect(() => loose.randomFeatures(kernel, options)).toThrow("give one with init and apply");
});

it("a diagonal that is not positive is what an error names, not rows before the first", () => {
  expect(() => predict.leaveOneOut(zeros([2, 2]), [1, 2])).toThrow(
    "entry [0, 0] of its diagonal is 0",
  );
});
