import { describe, expect, test } from "vitest";
import * as engine from "../../../engine/index.js";

const { predict, random, stax } = engine;
type NDArray = engine.NDArray;

const { kernel } = stax.serial(
  stax.dense(512, { wStd: 1.5, bStd: 0.05 }),
  stax.relu(),
  stax.dense(1, { wStd: 1.5, bStd: 0.05 }),
);
const x = random.normal(random.key(0), [7, 3]);
const y = random.normal(random.key(1), [7, 2]);
const xTest = random.normal(random.key(2), [4, 3]);
const ensemble = predict.gradientDescentMseEnsemble(kernel, x, y, { diagReg: 1e-4 });
const names = ["nngp", "ntk"] as const;

const distance = (a: NDArray, b: NDArray): number => a.sub(b).abs().max().item();

describe.each(names)("the %s ensemble", (get) => {
  const options = { get, computeCov: true } as const;

  test("starts as the prior: no mean, the NNGP covariance", () => {
    const { mean, covariance } = ensemble(0, xTest, options);
    expect(mean.toArray()).toEqual(engine.zeros([4, 2]).toArray());
    expect(covariance.toArray()).toEqual(kernel(xTest, null, "nngp").toArray());
  });

  test("ends as gpInference", () => {
    const end = ensemble(null, xTest, options);
    const posterior = predict.gpInference(kernel, x, y, xTest, { diagReg: 1e-4, ...options });
    expect(distance(end.mean, posterior.mean)).toBeLessThan(1e-14);
    expect(distance(end.covariance, posterior.covariance)).toBeLessThan(1e-14);
    // e^{−λ_min t/N} < 1e-16; the regularisation's condition number times rounding is left.
    const late = ensemble(1e7, xTest, options);
    expect(distance(late.mean, posterior.mean)).toBeLessThan(1e-11);
    expect(distance(late.covariance, posterior.covariance)).toBeLessThan(1e-11);
  });

  test("at many times is that at each, their shape first", () => {
    const times = [
      [0, 0.5, 3],
      [20, 1e3, Infinity],
    ];
    const all = ensemble(times, xTest, options);
    expect(all.mean.shape).toEqual([2, 3, 4, 2]);
    expect(all.covariance.shape).toEqual([2, 3, 4, 4]);
    times.flat().forEach((t, k) => {
      const one = ensemble(t, xTest, options);
      const [i, j] = [Math.floor(k / 3), k % 3];
      expect(distance(all.mean.slice(i, j), one.mean)).toBeLessThan(1e-14);
      expect(distance(all.covariance.slice(i, j), one.covariance)).toBeLessThan(1e-14);
    });
  });

  test("without test inputs follows the regularised kernel to its targets", () => {
    const k = kernel(x, null, get);
    const regularised = k.add(engine.eye(7).mul(engine.trace(k).mul(1e-4 / 7)));
    const prior = get === "nngp" ? regularised : kernel(x, null, "nngp");
    // 14 targets, learning rate 1: τ = t/14.
    const left = engine.expm(regularised.mul(-2 / 14));
    const { mean, covariance } = ensemble(2, null, options);
    expect(distance(mean, y.sub(engine.matmul(left, y)))).toBeLessThan(1e-13);
    const sandwich = engine.matmul(engine.matmul(left, prior), left);
    expect(distance(covariance, sandwich)).toBeLessThan(1e-13);
    expect(distance(ensemble(null, null, options).mean, y)).toBeLessThan(1e-12);
  });

  test("has a symmetric covariance whose variances are not negative", () => {
    const { covariance } = ensemble(5, xTest, options);
    expect(covariance.equal(covariance.transpose()).all().item()).toBe(true);
    expect(covariance.diagonal().greater(0).all().item()).toBe(true);
  });

  test("computes no covariance unasked", () => {
    expect(ensemble(1, xTest, { get }).covariance).toBeNull();
  });
});

test("the mean is that of a network that starts at zero", () => {
  const { mean } = ensemble(3, xTest, { get: "ntk" });
  const curve = predict.gradientDescentMse(kernel(x, null, "ntk"), y, { diagReg: 1e-4 });
  const { fxTest } = curve(3, 0, 0, kernel(xTest, x, "ntk"));
  expect(distance(mean, fxTest)).toBeLessThan(1e-13);
});

test("readouts trained alone behave as the average over random readouts", () => {
  // Linear features: training f = φ(x)·w by gradient descent from w ~ N(0, 1) has the moments of the
  // `nngp` ensemble exactly. 20,000 starts; a mean within 5 standard errors fails once in 1e6 runs,
  // and the keys are fixed.
  const samples = 20_000;
  const linear = stax.dense(1);
  const w = random.normal(random.key(7), [3, samples]).div(Math.sqrt(3));
  const start = engine.matmul(x, w);
  const at0 = engine.matmul(xTest, w);
  const k = linear.kernel(x, null, "nngp");
  const targets = y.slice([], [0, 1]).mul(engine.ones([1, samples]));
  const curve = predict.gradientDescentMse(k, targets, { learningRate: samples });
  const { fxTest } = curve(2, start, at0, linear.kernel(xTest, x, "nngp"));
  const predictor = predict.gradientDescentMseEnsemble(linear.kernel, x, y.slice([], 0));
  const { mean, covariance } = predictor(2, xTest, { get: "nngp", computeCov: true });
  for (let i = 0; i < 4; i++) {
    const row = fxTest.slice(i);
    const variance = covariance.get(i, i);
    const sampleVariance = row.sub(mean.get(i)).pow(2).mean().item();
    expect(Math.abs(row.mean().item() - mean.get(i))).toBeLessThan(
      5 * Math.sqrt(variance / samples),
    );
    expect(Math.abs(sampleVariance / variance - 1)).toBeLessThan(5 * Math.sqrt(2 / samples));
  }
});

test("bad input is named", () => {
  expect(() => predict.gradientDescentMseEnsemble(kernel, x, [1, 2])).toThrow(
    "yTrain of shape [2] does not fit xTrain of shape [7, 3]",
  );
  expect(() => ensemble(1, [[1, 2]], { get: "ntk" })).toThrow("xTest of shape [1, 2] does not fit");
  // @ts-expect-error what untyped code may pass
  expect(() => ensemble(1, xTest, { get: "ntkgp" })).toThrow('get = "ntkgp"; use "nngp", "ntk"');
  // @ts-expect-error what untyped code may pass
  expect(() => ensemble(1, xTest, { get: "ntk", cov: true })).toThrow('no option "cov"');
});

// neural-tangents' cookbook: seed 10 of JAX, its published losses while training, in float64.
test("the cookbook's losses are the published ones", () => {
  const [, xKey = random.key(0), yKey = random.key(0)] = random.split(
    random.key(10, { partitionable: false }),
    3,
  );
  const range = { minval: -Math.PI, maxval: Math.PI, dtype: "float32" } as const;
  const xDrawn = random.uniform(xKey, [5, 1], range);
  const noise = random.normal(yKey, [5, 1], { dtype: "float32" });
  const yTrain = engine.sin(xDrawn).add(noise.mul(0.1)).astype("float64");
  const layer = { wStd: 1.5, bStd: 0.05 };
  const cookbook = stax.serial(
    ...[stax.dense(512, layer), stax.erf(), stax.dense(512, layer), stax.erf()],
    stax.dense(1, layer),
  );
  const trained = predict.gradientDescentMseEnsemble(
    cookbook.kernel,
    xDrawn.astype("float64"),
    yTrain,
    { diagReg: 1e-4 },
  );
  const times = [0, 0.1, 1, 10, 100, 999.9];
  const lossAt = (t: number, points: NDArray | null, targets: NDArray): number => {
    const { mean, covariance } = trained(t, points, { get: "ntk", computeCov: true });
    return mean.sub(targets).pow(2).mean().add(covariance.diagonal().mean()).item() / 2;
  };
  const points = engine.linspace(-Math.PI, Math.PI, 50).reshape([50, 1]);
  const training = [0.790454603, 0.294567119, 0.0632597243, 0.00939815814, 0.00165308363, 8.95e-6];
  const test = [0.81218007, 0.32063033, 0.06109722, 0.02175434, 0.01286059, 0.00790195];
  times.forEach((t, k) => {
    // Published to this many digits; the inputs are rounded to single precision.
    expect(lossAt(t, null, yTrain)).toBeCloseTo(training[k] ?? NaN, 7);
    expect(lossAt(t, points, engine.sin(points))).toBeCloseTo(test[k] ?? NaN, 7);
  });
});
