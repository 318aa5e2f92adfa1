import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as engine from "../../../engine/index.js";

const { array, concat, gram, matmul, predict, random } = engine;
type NDArray = engine.NDArray;

const x = random.normal(random.key(0), [6, 9]);
const kernel = gram(x);
const kTestTrain = matmul(random.normal(random.key(1), [4, 9]), x, { transposeB: true });
const y = random.normal(random.key(2), [6, 2]);
const f0 = random.normal(random.key(3), [6, 2]);
const test0 = random.normal(random.key(4), [4, 2]);

const distance = (a: NDArray, b: engine.ArrayInput): number => a.sub(b).abs().max().item();

describe("two points by hand: K = [[2, 1], [1, 2]], y = [1, 0], k* = [1, ½]", () => {
  const curve = predict.gradientDescentMse(
    [
      [2, 1],
      [1, 2],
    ],
    [1, 0],
  );

  test("have the closed form's digits", () => {
    const { fxTrain, fxTest } = curve([1, 5, Infinity], 0, 0, [[1, 0.5]]);
    const train = [
      [0.5851695900694682, 0.1917002497821018],
      [0.9586809585029764, 0.0407659571268755],
      [1, 0],
    ];
    expect(distance(fxTrain, train)).toBeLessThan(1e-15);
    expect(distance(fxTest, [[0.2925847950347341], [0.4793404792514883], [0.5]])).toBeLessThan(
      1e-15,
    );
  });
});

describe("the curve", () => {
  const curve = predict.gradientDescentMse(kernel, y, { learningRate: 0.3 });

  test("starts exactly where it is told to", () => {
    const { fxTrain, fxTest } = curve(0, f0, test0, kTestTrain);
    expect(fxTrain.toArray()).toEqual(f0.toArray());
    expect(fxTest.toArray()).toEqual(test0.toArray());
  });

  test("ends at the targets, and t = null is t = ∞", () => {
    const end = curve(null, f0, test0, kTestTrain);
    const infinite = curve(Infinity, f0, test0, kTestTrain);
    expect(end.fxTrain.toArray()).toEqual(y.toArray());
    expect(infinite.fxTest.toArray()).toEqual(end.fxTest.toArray());
    // λ_min t/N > 700 here: nothing of the start is left.
    const late = curve(1e5, f0, test0, kTestTrain);
    expect(distance(late.fxTest, end.fxTest)).toBeLessThan(1e-12);
  });

  test("is that of the general flow under the same loss", () => {
    const halfMse = { gradient: (f: NDArray, targets: NDArray) => f.sub(targets).div(f.size) };
    const flow = predict.gradientDescent(halfMse, kernel, y, { learningRate: 0.3 });
    const times = [0.5, 4, 20];
    const exact = curve(times, f0, test0, kTestTrain);
    const followed = flow(times, f0, test0, kTestTrain);
    expect(distance(followed.fxTrain, exact.fxTrain)).toBeLessThan(1e-8);
    expect(distance(followed.fxTest, exact.fxTest)).toBeLessThan(1e-8);
  });

  test("does not lose its way when it is interrupted and taken up again", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (t) => {
        const half = curve(t / 2, f0, test0, kTestTrain);
        const whole = curve(t, f0, test0, kTestTrain);
        const resumed = curve(t / 2, half.fxTrain, half.fxTest, kTestTrain);
        expect(distance(resumed.fxTrain, whole.fxTrain)).toBeLessThan(1e-13);
        expect(distance(resumed.fxTest, whole.fxTest)).toBeLessThan(1e-12);
      }),
      { numRuns: 20 },
    );
  });

  test("has the shape of its times before that of its outputs", () => {
    const { fxTrain } = curve(engine.linspace(0, 1, 6).reshape([2, 3]));
    expect(fxTrain.shape).toEqual([2, 3, 6, 2]);
  });
});

describe("a kernel that couples outputs", () => {
  test("as a block diagonal one gives what the outputs give alone", () => {
    const eye = engine.eye(2).reshape([1, 1, 2, 2]);
    const coupled = (k: NDArray) => k.reshape([...k.shape, 1, 1]).mul(eye);
    const alone = predict.gradientDescentMse(kernel, y)([2, 9], f0, test0, kTestTrain);
    const curve = predict.gradientDescentMse(coupled(kernel), y);
    const together = curve([2, 9], f0, test0, coupled(kTestTrain));
    expect(distance(together.fxTrain, alone.fxTrain)).toBeLessThan(1e-13);
    expect(distance(together.fxTest, alone.fxTest)).toBeLessThan(1e-13);
  });
});

describe("a singular kernel", () => {
  const twice = concat([x, x.rows(2, 3)]);
  const singular = gram(twice);
  const targets = array([1, 2, 3, 4, 5, 6, 7]);

  test("is no trouble at finite times: repeated rows move as one", () => {
    const { fxTrain } = predict.gradientDescentMse(singular, targets)([1, 1e3]);
    expect(distance(fxTrain.slice([], 2), fxTrain.slice([], 6))).toBeLessThan(1e-13);
  });

  test("learns the mean of its repeated row's targets in a long time", () => {
    const { fxTrain } = predict.gradientDescentMse(singular, targets)(1e6);
    expect(fxTrain.get(2)).toBeCloseTo(5, 10);
  });

  test("has no end without regularisation, and says what would do", () => {
    const end = (diagReg: number) =>
      predict.gradientDescentMse(singular, targets, { diagReg })(null, 0, 0, singular);
    expect(() => end(0)).toThrow(/coincide.*smallest eigenvalue is .*Set diagReg: \S+ suffices/s);
    expect(end(1e-8).fxTest.toArray()).not.toContain(NaN);
  });

  test("an indefinite one is refused at all times", () => {
    const indefinite = [
      [1, 3],
      [3, 1],
    ];
    expect(() => predict.gradientDescentMse(indefinite, [1, 2])(1)).toThrow(
      "kernel is indefinite. Its smallest eigenvalue is -2.00",
    );
  });
});

describe("the largest learning rate", () => {
  /** The loss after some steps of plain gradient descent over the loss before. */
  const lossRatio = (learningRate: number, momentum = 0): number => {
    let f: NDArray = f0;
    let velocity: NDArray = engine.zeros([6, 2]);
    for (let step = 0; step < 400; step++) {
      const gradient = matmul(kernel, f.sub(y)).div(y.size);
      velocity = velocity.mul(momentum).sub(gradient.mul(learningRate));
      f = f.add(velocity);
    }
    return f.sub(y).pow(2).sum().item() / f0.sub(y).pow(2).sum().item();
  };

  test.each([0, 0.5, 0.9])(
    "with momentum %d, a little less converges and a little more does not",
    (momentum) => {
      const bound = predict.maxLearningRate(kernel, { yTrainSize: y.size, momentum });
      expect(lossRatio(0.98 * bound, momentum)).toBeLessThan(1);
      expect(lossRatio(1.02 * bound, momentum)).toBeGreaterThan(10);
    },
  );

  test("of coupled outputs is that of their joint matrix", () => {
    const coupled = kernel.reshape([6, 6, 1, 1]).mul(engine.eye(2).reshape([1, 1, 2, 2]));
    const alone = predict.maxLearningRate(kernel, { yTrainSize: 12 });
    expect(predict.maxLearningRate(coupled)).toBeCloseTo(alone, 12);
  });

  test("refuses what is no kernel", () => {
    expect(() => predict.maxLearningRate([[1, 2, 3]])).toThrow("has shape [1, 3]; expected [n, n]");
    expect(() => predict.maxLearningRate([[-1]])).toThrow("largest eigenvalue");
  });
});
