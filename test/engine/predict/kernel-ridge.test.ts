import { expect, it, test } from "vitest";
import * as engine from "../../../engine/index.js";

const { predict, random, stax, ShapeError, DomainError } = engine;
type NDArray = engine.NDArray;

const { kernel } = stax.serial(
  stax.dense(512, { wStd: 1.5, bStd: 0.05 }),
  stax.relu(),
  stax.dense(1, { wStd: 1.5, bStd: 0.05 }),
);
const x = random.normal(random.key(0), [20, 3]);
const y = random.normal(random.key(1), [20, 2]);
const xTest = random.normal(random.key(2), [7, 3]);
const yTest = random.normal(random.key(3), [7, 2]);
const distance = (a: NDArray, b: NDArray): number => a.sub(b).abs().max().item();

test.each(["nngp", "ntk", "ntkgp"] as const)("predicts by its formula, %s", (get) => {
  const ridge = predict.kernelRidge(kernel, x, y, {
    get,
    diagReg: 0.3,
    diagRegAbsoluteScale: true,
  });
  const name = get === "nngp" ? "nngp" : "ntk";
  const regularised = kernel(x, null, name).add(engine.eye(20).mul(0.3));
  const expected = engine.matmul(kernel(xTest, x, name), engine.solve(regularised, y));
  expect(distance(ridge.predict(xTest), expected)).toBeLessThan(1e-12);
  const squares = expected.sub(yTest).pow(2);
  expect(ridge.meanSquaredError(xTest, yTest)).toBeCloseTo(squares.mean().item(), 12);
  const centred = yTest.sub(yTest.mean(0)).pow(2).sum().item();
  expect(ridge.rSquared(xTest, yTest)).toBeCloseTo(1 - squares.sum().item() / centred, 12);
});

it("leaves each observation out as a regression without it would", () => {
  const options = { get: "ntk", diagReg: 0.1, diagRegAbsoluteScale: true } as const;
  const { mean } = predict.kernelRidge(kernel, x, y, options).leaveOneOut();
  const others = Array.from({ length: 19 }, (_, k) => k + 1);
  const rest = predict.kernelRidge(kernel, x.take(others, 0), y.take(others, 0), options);
  expect(distance(mean.slice([0, 1]), rest.predict(x.slice([0, 1])))).toBeLessThan(1e-11);
});

it("evaluates the training kernel once for all predictions", () => {
  const calls: (readonly number[])[] = [];
  const counted: typeof kernel = (x1, x2, get) => {
    if (x2 === null) calls.push(engine.array(x1).shape);
    return kernel(x1, x2, get);
  };
  const classifier = predict.kernelClassifier(
    counted,
    x,
    Array.from({ length: 20 }, (_, k) => k % 3),
    {
      ...{ get: "nngp", diagReg: 0.1 },
    },
  );
  classifier.classify(xTest);
  expect(classifier.accuracy(xTest, classifier.classify(xTest))).toBe(1);
  expect(calls).toEqual([[20, 3]]);
});

it("R² has no scale where all targets are equal, and says so", () => {
  const ridge = predict.kernelRidge(kernel, x, y.slice([], 0), { get: "nngp", diagReg: 0.1 });
  const constant = engine.full([7], 0.1);
  expect(() => ridge.rSquared(xTest, constant)).toThrow(/nothing but 0\.1.*meanSquaredError/);
  expect(ridge.meanSquaredError(xTest, constant)).toBeGreaterThan(0);
});

it("takes vectors, and says what does not fit", () => {
  const ridge = predict.kernelRidge(kernel, x, y.slice([], 0), { get: "nngp", diagReg: 0.1 });
  expect(ridge.predict(xTest).shape).toEqual([7]);
  expect(() => ridge.meanSquaredError(xTest, yTest)).toThrow(ShapeError);
  expect(() => ridge.meanSquaredError(engine.zeros([0, 3]), [])).toThrow("at least one row");
  expect(() => predict.kernelRidge(kernel, x, y.slice([0, 3]), { get: "nngp" })).toThrow(
    ShapeError,
  );
  expect(() => predict.kernelRidge(kernel, x, y, { get: "nngp", ridge: 1 } as never)).toThrow(
    DomainError,
  );
});
