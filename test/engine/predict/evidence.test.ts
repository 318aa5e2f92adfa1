import { describe, expect, it } from "vitest";
import {
  array,
  data,
  DomainError,
  exp,
  eye,
  grad,
  gradCheck,
  inv,
  matmul,
  mul,
  type NDArray,
  predict,
  random,
  ShapeError,
  slogdet,
  stax,
  sub,
  transpose,
  zeros,
} from "../../../engine/index.js";

const x = random.normal(random.key(0), [12, 2]);
const y = random.normal(random.key(1), [12, 3]);

/** exp(−|x − x′|²/2ℓ²), with ℓ = e^t. */
function squaredExponential(t: NDArray): NDArray {
  const difference = sub(x.reshape([12, 1, 2]), x.reshape([1, 12, 2]));
  return exp(mul(mul(difference, difference).sum(2), -0.5).mul(exp(t.mul(-2))));
}

const kernel = squaredExponential(array(0)).add(eye(12).mul(0.1));

describe("the marginal likelihood", () => {
  it("is the density of a Gaussian, by its formula with an inverse and a determinant", () => {
    const quadratic = mul(y, matmul(inv(kernel), y))
      .sum()
      .item();
    const { logabsdet } = slogdet(kernel);
    const expected = -0.5 * quadratic - 1.5 * logabsdet.item() - 18 * Math.log(2 * Math.PI);
    // The kernel's condition number is about 1e2.
    expect(predict.logMarginalLikelihood(kernel, y).item()).toBeCloseTo(expected, 10);
  });

  it("adds up over outputs, and takes vectors", () => {
    const each = [0, 1, 2].map((k) => predict.logMarginalLikelihood(kernel, y.slice([], k)).item());
    const all = predict.logMarginalLikelihood(kernel, y).item();
    expect(all).toBeCloseTo(
      each.reduce((a, b) => a + b),
      10,
    );
  });

  it("counts diagReg in means of the diagonal, unless it is absolute", () => {
    const shifted = (lambda: number) =>
      predict.logMarginalLikelihood(kernel.add(eye(12).mul(lambda)), y).item();
    // The diagonal is 1.1 everywhere.
    expect(predict.logMarginalLikelihood(kernel, y, { diagReg: 0.5 }).item()).toBeCloseTo(
      shifted(0.55),
      11,
    );
    const absolute = { diagReg: 0.5, diagRegAbsoluteScale: true };
    expect(predict.logMarginalLikelihood(kernel, y, absolute).item()).toBeCloseTo(shifted(0.5), 11);
  });

  it("has the gradient ½(α αᵀ − K⁻¹) by the kernel", () => {
    const gradient = grad((k: NDArray) => predict.logMarginalLikelihood(k, y))(kernel);
    const alpha = matmul(inv(kernel), y);
    const expected = matmul(alpha, transpose(alpha)).sub(inv(kernel).mul(3)).mul(0.5);
    // The kernel is symmetric: what counts is the symmetric part.
    const symmetric = gradient.add(transpose(gradient)).mul(0.5);
    expected.data.forEach((value, k) => expect(symmetric.data[k]).toBeCloseTo(value, 9));
  });

  it("has gradients by hyper-parameters that finite differences confirm", () => {
    const evidence = (theta: NDArray): NDArray =>
      predict.logMarginalLikelihood(
        squaredExponential(theta.slice(0)).add(eye(12).mul(exp(theta.slice(1)))),
        y,
        { diagReg: 1e-3 },
      );
    const { forward, reverse } = gradCheck(evidence, [0.2, -2]);
    // Values of some 1e2 lose 1e-9 of them to extrapolated differences.
    expect(Math.max(forward, reverse)).toBeLessThan(1e-6);
  });

  it("says what is wrong, and what would do", () => {
    const twice = squaredExponential(array(0))
      .take(array(Int32Array.of(0, 0)), 0)
      .take(array(Int32Array.of(0, 0)), 1);
    expect(() => predict.logMarginalLikelihood(twice.sub(eye(2).mul(1e-3)), [1, 2])).toThrow(
      DomainError,
    );
    expect(() => predict.logMarginalLikelihood(twice.sub(eye(2).mul(1e-3)), [1, 2])).toThrow(
      /smallest eigenvalue is -0\.001.*diagReg/,
    );
    expect(() => predict.logMarginalLikelihood(kernel, [1, 2])).toThrow(ShapeError);
    expect(() => predict.logMarginalLikelihood(kernel, y, { diagReg: -1 })).toThrow("diagReg = -1");
    expect(() => predict.logMarginalLikelihood(kernel, y, { noise: 1 } as object)).toThrow(
      '"noise"',
    );
  });
});

describe("a kernel that cannot be one", () => {
  const evidence = predict.logMarginalLikelihood;
  const twins = squaredExponential(array(0))
    .take(array(Int32Array.of(0, 1, 0)), 0)
    .take(array(Int32Array.of(0, 1, 0)), 1);

  it("names the rows that coincide, differentiated or not", () => {
    const message = /training rows 0 and 2 coincide.*smallest eigenvalue.*Set diagReg/;
    expect(() => evidence(twins, [1, 2, 1])).toThrow(message);
    expect(() => grad((s: NDArray) => evidence(twins.mul(s), [1, 2, 1]))(1)).toThrow(message);
    expect(() => predict.leaveOneOut(twins, [1, 2, 1])).toThrow(message);
  });

  it("is told by its row when it holds NaN", () => {
    const holed = [
      [1, 0],
      [NaN, 1],
    ];
    expect(() => evidence(holed, [1, 2])).toThrow(/the kernel holds NaN in row 1/);
    expect(() => evidence(kernel, y.mul(Infinity))).toThrow(/yTrain holds/);
  });

  it.each([
    ["logMarginalLikelihood", (k: number[][]) => evidence(k, [1, 2])],
    ["leaveOneOut", (k: number[][]) => predict.leaveOneOut(k, [1, 2])],
    ["gradientDescentMse", (k: number[][]) => predict.gradientDescentMse(k, [1, 2])],
    [
      "gradientDescent",
      (k: number[][]) =>
        predict.gradientDescent({ gradient: (fx, targets) => fx.sub(targets) }, k, [1, 2]),
    ],
    ["maxLearningRate", (k: number[][]) => predict.maxLearningRate(k)],
    [
      "gpPosterior",
      (k: number[][]) =>
        predict.gpPosterior(
          { kTrainTrain: { nngp: array(k) }, kTestTrain: { nngp: array([[1, 1]]) } },
          [1, 2],
          { get: "nngp" },
        ),
    ],
  ])("%s refuses one that is not symmetric, and takes rounding", (_, attempt) => {
    const asymmetric = [
      [2, 1],
      [0.9, 2],
    ];
    expect(() => attempt(asymmetric)).toThrow(DomainError);
    expect(() => attempt(asymmetric)).toThrow(/entry \[1, 0\] is 0\.9, entry \[0, 1\] is 1\./);
    expect(() =>
      attempt([
        [2, 1],
        [1 + 2e-7, 2],
      ]),
    ).not.toThrow();
  });

  it.each(["float64", "float32"] as const)(
    "names the entry in matrices where compiled code looks first, %s",
    (dtype) => {
      // Large enough to lie in the memory of the compiled code.
      const n = 131;
      const values = Array.from({ length: n * n }, (_, k) => Math.cos(Math.floor(k / n) - (k % n)));
      const attempt = (at: number, value: number) => () => {
        const k = array(values, { shape: [n, n], dtype });
        k.data[at] = value;
        return predict.logMarginalLikelihood(k, zeros([n]), { diagReg: 1 });
      };
      expect(attempt(0, 2)).not.toThrow();
      expect(attempt(100 * n + 7, 9)).toThrow(/entry \[100, 7\] is 9, entry \[7, 100\]/);
      expect(attempt(7 * n + 100, 9)).toThrow(/entry \[100, 7\] is .*, entry \[7, 100\] is 9/);
      expect(attempt(57 * n + 57, NaN)).toThrow(/NaN/);
      expect(attempt(130 * n + 130, Infinity)).toThrow(/Infinity/);
      expect(attempt(3 * n, -Infinity)).toThrow(/-Infinity/);
    },
  );

  it("of zeros is said to be nothing else", () => {
    const { kernel: network } = stax.serial(stax.dense(4), stax.relu(), stax.dense(1));
    const nothing = [
      [0, 0],
      [0, 0],
    ];
    const infer = (options: object) => () =>
      predict.gpInference(network, nothing, [1, 0], [[1, 1]], { get: "nngp", ...options });
    expect(infer({})).toThrow(/Every entry is 0.*bStd/);
    expect(infer({ diagReg: 0.1 })).toThrow(/Every entry is 0/);
    expect(() => predict.nystrom(network, nothing, { get: "nngp" })).toThrow(/is 0 at all/);
  });
});

describe("leave-one-out prediction", () => {
  it("is what regression on all others predicts", () => {
    const found = predict.leaveOneOut(kernel, y);
    for (let i = 0; i < 12; i++) {
      const others = array(Int32Array.from({ length: 11 }, (_, k) => (k < i ? k : k + 1)));
      const rest = kernel.take(others, 0).take(others, 1);
      const beside = kernel.slice(i).take(others);
      const mean = matmul(beside, matmul(inv(rest), y.take(others)));
      const variance = kernel.get(i, i) - Number(beside.dot(matmul(inv(rest), beside)).item());
      mean.data.forEach((value, k) => expect(found.mean.data[3 * i + k]).toBeCloseTo(value, 11));
      expect(found.variance.data[i]).toBeCloseTo(variance, 11);
    }
    expect(found.residuals.data[4]).toBeCloseTo(Number(y.data[4]) - Number(found.mean.data[4]), 12);
  });

  it("adds up errors and probabilities", () => {
    const found = predict.leaveOneOut(kernel, y.slice([], 0));
    expect(found.mean.shape).toEqual([12]);
    const squares = mul(found.residuals, found.residuals);
    expect(found.meanSquaredError.item()).toBeCloseTo(squares.mean().item(), 13);
    const log = Array.from(squares.data, (square, i) => {
      const v = Number(found.variance.data[i]);
      return -0.5 * (square / v + Math.log(2 * Math.PI * v));
    });
    expect(found.logProbability.item()).toBeCloseTo(
      log.reduce((a, b) => a + b),
      12,
    );
  });
});

describe("the kernel classifier", () => {
  const { kernel: network } = stax.serial(
    stax.dense(512, { wStd: 1.5, bStd: 0.05 }),
    stax.relu(),
    stax.dense(1),
  );

  it("classifies handwritten digits as regression on one-hot targets does", () => {
    const { xTrain, yTrain, xTest, yTest } = data.digits({ train: 300 });
    const classifier = predict.kernelClassifier(network, xTrain, yTrain, {
      get: "ntk",
      diagReg: 1e-4,
    });
    const { mean } = predict.gpInference(network, xTrain, data.oneHot(yTrain), xTest, {
      get: "ntk",
      diagReg: 1e-4,
    });
    expect(classifier.accuracy(xTest, yTest)).toBe(data.accuracy(mean, yTest));
    expect(classifier.accuracy(xTest, yTest)).toBeGreaterThan(0.85);
    expect(classifier.classify(xTest).dtype).toBe("int32");
  });

  it("takes as many classes as there are labels, or as told", () => {
    const [inputs, labels] = [
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [0, 2, 1],
    ];
    expect(
      predict.kernelClassifier(network, inputs, labels, { get: "nngp" }).scores([[1, 0]]).shape,
    ).toEqual([1, 3]);
    expect(() =>
      predict.kernelClassifier(network, inputs, labels, { get: "nngp", classes: 2 }),
    ).toThrow("label 2");
  });
});
