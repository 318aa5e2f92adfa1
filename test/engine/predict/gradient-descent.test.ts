import { describe, expect, test } from "vitest";
import * as engine from "../../../engine/index.js";

const { array, predict } = engine;
type NDArray = engine.NDArray;

const kernel = [
  [2, 1],
  [1, 2],
];
const halfMse = { gradient: (fx: NDArray, y: NDArray) => fx.sub(y).div(y.size) };

describe("the squared loss has a closed form", () => {
  const curve = predict.gradientDescent(halfMse, kernel, [1, 0]);

  test("at one time", () => {
    // f = ½(1 − e^{−3t/2}) ± ½(1 − e^{−t/2}) along the eigenvectors; numbers of a 40-digit computation.
    const { fxTrain, fxTest } = curve(1, 0, 0, [[1, 0.5]]);
    expect(fxTrain.get(0)).toBeCloseTo(0.5851695900694682, 8);
    expect(fxTrain.get(1)).toBeCloseTo(0.1917002497821018, 8);
    expect(fxTest.get(0)).toBeCloseTo(0.2925847950347341, 8);
  });

  test("at times in any order and shape, twice the same included", () => {
    const { fxTrain } = curve([
      [5, 0],
      [1, 5],
    ]);
    expect(fxTrain.shape).toEqual([2, 2, 2]);
    expect(fxTrain.get(0, 0, 0)).toBeCloseTo(0.9586809585029764, 8);
    expect(fxTrain.get(0, 1, 0)).toBe(0);
    expect(fxTrain.get(1, 0, 1)).toBeCloseTo(0.1917002497821018, 8);
    expect(fxTrain.slice(1, 1).toArray()).toEqual(fxTrain.slice(0, 0).toArray());
  });

  test("without a test kernel there are no test outputs", () => {
    expect(curve(1).fxTest).toBeNull();
  });

  test("training goes on from any outputs", () => {
    const half = curve(0.5).fxTrain;
    const error = curve(0.5, half).fxTrain.sub(curve(1).fxTrain);
    expect(error.abs().max().item()).toBeLessThan(1e-9);
  });
});

test("momentum keeps to the energy it starts with when nothing is lost", () => {
  // μ → 1: an oscillator with f″ = −λ(f − y)/n in the time s = t√η.
  const options = { momentum: 1 - 1e-12, learningRate: 4 };
  const { fxTrain } = predict.gradientDescent(halfMse, [[1]], [1], options)(Math.PI / 2);
  expect(fxTrain.item()).toBeCloseTo(2, 8);
});

test("a regularised kernel is followed in place of the kernel", () => {
  const regularised = array(kernel).add(engine.eye(2).mul(0.5));
  const options = { diagReg: 0.5, diagRegAbsoluteScale: true };
  const train = predict.gradientDescent(halfMse, kernel, [1, 0], options)(2).fxTrain;
  const same = predict.gradientDescent(halfMse, regularised, [1, 0])(2).fxTrain;
  expect(train.toArray()).toEqual(same.toArray());
});

test("single precision comes out when it went in", () => {
  const [k32, y32] = [array(kernel).astype("float32"), array([1, 0]).astype("float32")];
  const { fxTrain, fxTest } = predict.gradientDescent(halfMse, k32, y32)(1, 0, 0, k32);
  expect([fxTrain.dtype, fxTest.dtype]).toEqual(["float32", "float32"]);
});

describe("what makes no sense is refused", () => {
  const curve = predict.gradientDescent(halfMse, kernel, [1, 0]);

  test("times", () => {
    expect(() => curve(-1)).toThrow("predict: t = -1; use a time from 0");
    expect(() => curve([1, NaN])).toThrow("t = NaN");
    expect(() => curve(null)).toThrow("no formula for a general loss; use a finite t");
  });

  test("shapes, naming what they must be", () => {
    expect(() => curve(1, [1, 2, 3])).toThrow(
      "fxTrain0 has shape [3]; it must be [2], or one number",
    );
    expect(() => curve(1, 0, 0, [[1, 2, 3]])).toThrow(
      "kTestTrain has shape [1, 3]; with targets of shape [2] it must be [1, 2]",
    );
    expect(() => predict.gradientDescent(halfMse, [[1]], [1, 0])).toThrow("kTrainTrain has shape");
    expect(() => predict.gradientDescent(halfMse, [], [])).toThrow("holds no targets");
    const wrong = { gradient: () => [0] };
    expect(() => predict.gradientDescent(wrong, kernel, [1, 0])(1)).toThrow(
      "the loss's gradient has shape [1]; it must have that of the targets, [2]",
    );
  });

  test("options", () => {
    const train = (options: Options) => predict.gradientDescent(halfMse, kernel, [1, 0], options);
    expect(() => train({ learningRate: 0 })).toThrow("learningRate = 0");
    expect(() => train({ momentum: 1 })).toThrow("momentum = 1; use a number from 0 to below 1");
    // @ts-expect-error what untyped code may pass
    expect(() => train({ learning_rate: 1 })).toThrow('no option "learning_rate"');
  });

  test("a loss in the place of its gradient, and tolerances that no step meets", () => {
    const loss = (fx: NDArray) => fx.sum();
    expect(() => predict.gradientDescent(loss as never, kernel, [1, 0])).toThrow(
      "the loss has no gradient; give { gradient: (fx, y) => … }",
    );
    const within = (options: Options) => predict.gradientDescent(halfMse, kernel, [1, 0], options);
    expect(() => within({ rtol: -1 })).toThrow("rtol = -1");
    expect(() => within({ rtol: 0, atol: 0 })).toThrow("not both 0");
  });

  test("a loss that pushes to infinity", () => {
    const explosive = { gradient: (fx: NDArray) => fx.mul(fx).neg().sub(1) };
    expect(() => predict.gradientDescent(explosive, kernel, [1, 0])(10)).toThrow("diverges");
  });
});

type Options = engine.predict.GradientDescentOptions;
