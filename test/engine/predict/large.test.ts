import { describe, expect, it } from "vitest";
import * as engine from "../../../engine/index.js";

const { predict, random, stax, matmul, eye, zeros } = engine;
type NDArray = engine.NDArray;

const layer = { wStd: 1.4, bStd: 0.2 };
const network = stax.serial(
  ...[stax.dense(64, layer), stax.relu(), stax.dense(64, layer), stax.relu(), stax.dense(1, layer)],
);
const x = random.normal(random.key(0), [150, 4]);
const y = random.normal(random.key(1), [150, 2]);
const xTest = random.normal(random.key(2), [9, 4]);
const names = ["nngp", "ntk"] as const;

const distance = (a: NDArray, b: NDArray): number => a.sub(b).abs().max().item();

describe.each(names)("features from landmarks, %s", (get) => {
  const role = get === "ntk" ? "ntkgp" : "nngp";

  it("are the kernel when every row is one", () => {
    const map = predict.nystrom(network.kernel, x, { get });
    const { mean, error } = map.kernel(x, null);
    const k = network.kernel(x, null, get);
    // A shift of the diagonal by 16 n roundings is what is missing.
    expect(distance(mean, k)).toBeLessThan(1e-11 * k.max().item());
    expect(error.max().item()).toBeLessThan(1e-10 * k.max().item());
    const regression = predict.featureRegression(map, x, y, { diagReg: 1e-2, batch: 64 });
    const { mean: mine, variance, standardError } = regression.predict(xTest);
    const exact = predict.gpInference(network.kernel, x, y, xTest, {
      ...{ get: role, diagReg: 1e-2, computeCov: true },
    });
    // The condition number of the regularised kernel is about 1e4, that of its square root's product less.
    expect(distance(mine, exact.mean)).toBeLessThan(1e-9);
    const variances = exact.covariance.diagonal();
    expect(distance(variance, variances)).toBeLessThan(1e-9 * k.max().item());
    expect(standardError).toBeNull();
  });

  it("are off by no more than their bound, entry by entry, and exact at landmarks", () => {
    const map = predict.nystrom(network.kernel, x, { get, landmarks: 20, key: random.key(3) });
    const { mean, error } = map.kernel(xTest, x);
    const missed = network.kernel(xTest, x, get).sub(mean).abs();
    // 1e-6: of residuals that are 0 but for rounding, the roots.
    expect(missed.sub(error).max().item()).toBeLessThan(1e-6);
    expect(missed.max().item()).toBeGreaterThan(0.01);
    const same = predict.nystrom(network.kernel, xTest, { get });
    expect(distance(same.kernel(xTest, x).mean, network.kernel(xTest, x, get))).toBeLessThan(1e-9);
  });
});

it("a regression on features is Gaussian process regression with their kernel, at any batch", () => {
  const map = predict.nystrom(network.kernel, x, {
    ...{ get: "ntk", landmarks: 30, key: random.key(3) },
  });
  const k = map.kernel(x, null).mean;
  const across = map.kernel(xTest, x).mean;
  const own = network.kernel(xTest, null, "ntk").diagonal();
  const regularised = k.add(eye(150).mul(0.5));
  const mean = matmul(across, engine.solve(regularised, y));
  const explained = across.mul(engine.solve(regularised, across.transpose()).transpose()).sum(1);
  for (const batch of [7, 150, 1000]) {
    const options = { diagReg: 0.5, diagRegAbsoluteScale: true, batch };
    const found = predict.featureRegression(map, x, y, options).predict(xTest);
    expect(distance(found.mean, mean)).toBeLessThan(1e-10);
    expect(distance(found.variance, own.sub(explained))).toBeLessThan(1e-10);
  }
});

describe("features of finite networks", () => {
  /** One hidden layer: unbiased at any width. */
  const shallow = (outputs: number, width: number) =>
    stax.serial(stax.dense(width, layer), stax.relu(), stax.dense(outputs, layer));
  const few = x.slice([0, 8]);

  it.each(names)("estimate the %s kernel without bias, with their own standard errors", (get) => {
    const options = { get, key: random.key(4), inputShape: [1, 4], networks: 400 };
    const { mean, error } = predict.randomFeatures(shallow(3, 8), options).kernel(few, null);
    const z = mean.sub(shallow(3, 8).kernel(few, null, get)).div(error);
    // 36 different entries that depend on each other: none beyond 4.5 errors, and as spread as errors say.
    expect(z.abs().max().item()).toBeLessThan(4.5);
    expect(z.pow(2).mean().item()).toBeGreaterThan(0.15);
    expect(z.pow(2).mean().item()).toBeLessThan(4);
  });

  it("are as many as they say, and their products are the kernel that they say", () => {
    const options = { get: "ntk", key: random.key(5), inputShape: [1, 4], networks: 5 } as const;
    const map = predict.randomFeatures(shallow(7, 8), options);
    const phi = map.features(few);
    expect(phi.shape).toEqual([8, map.size]);
    const products = matmul(phi, phi, { transposeB: true });
    expect(distance(products, map.kernel(few, null).mean)).toBeLessThan(1e-12);
  });

  it("predict within the jackknife's standard errors of the exact kernel", () => {
    const exact = predict.gpInference(shallow(1, 8).kernel, x, y, xTest, {
      ...{ get: "nngp", diagReg: 0.3 },
    });
    const z = [6, 7].flatMap((seed) => {
      const options = {
        get: "nngp",
        key: random.key(seed),
        inputShape: [1, 4],
        networks: 12,
      } as const;
      const map = predict.randomFeatures(shallow(30, 100), options);
      const regression = predict.featureRegression(map, x, y, { diagReg: 0.3 });
      const { mean, standardError } = regression.predict(xTest);
      return [...mean.sub(exact.mean).div(standardError ?? 0).data];
    });
    // 36 deviations: about 1 each, were they independent.
    const meanSquare = z.reduce((sum, value) => sum + value ** 2, 0) / z.length;
    expect(meanSquare).toBeGreaterThan(0.4);
    expect(meanSquare).toBeLessThan(2.5);
  });

  it("take images", () => {
    const convolutional = stax.serial(
      ...[stax.conv(8, [3, 3], layer), stax.relu(), stax.globalAvgPool(), stax.dense(4, layer)],
    );
    const options = {
      get: "ntk",
      key: random.key(9),
      inputShape: [1, 5, 5, 2],
      networks: 300,
    } as const;
    const images = random.normal(random.key(10), [3, 5, 5, 2]);
    const { mean, error } = predict.randomFeatures(convolutional, options).kernel(images, null);
    const z = mean.sub(convolutional.kernel(images, null, "ntk")).div(error);
    expect(z.abs().max().item()).toBeLessThan(4.5);
  });
});

describe("conjugate gradients without the matrix", () => {
  it.each(names)("solve as the Cholesky factor does, in tiles that do not divide, %s", (get) => {
    const options = { get, diagReg: 1e-2, tolerance: 1e-12, tile: 64 };
    const found = predict.matrixFree(network.kernel, x, y, options);
    const exact = predict.gpInference(network.kernel, x, y, xTest, {
      ...{ get: get === "ntk" ? "ntkgp" : "nngp", diagReg: 1e-2 },
    });
    expect(found.converged).toBe(true);
    // Condition number 1e4 times the tolerance.
    expect(distance(found.mean(xTest), exact.mean)).toBeLessThan(1e-8);
    const k = network.kernel(x, null, get);
    const shift = engine.trace(k).mul(1e-2 / 150);
    const direct = engine.solve(k.add(eye(150).mul(shift)), y);
    expect(distance(found.weights, direct)).toBeLessThan(1e-8 * direct.abs().max().item());
  });

  it("need fewer iterations with a preconditioner, for the same answer", () => {
    const options = { get: "ntk", diagReg: 1e-4, tolerance: 1e-10 } as const;
    const targets = y.slice([], 0);
    const plain = predict.matrixFree(network.kernel, x, targets, options);
    const preconditioner = predict.nystrom(network.kernel, x, {
      ...{ get: "ntk", landmarks: 60, key: random.key(3) },
    });
    const quick = predict.matrixFree(network.kernel, x, targets, { ...options, preconditioner });
    expect(quick.iterations).toBeLessThan(plain.iterations / 2);
    expect(quick.weights.shape).toEqual([150]);
    expect(quick.mean(xTest).shape).toEqual([9]);
    expect(distance(quick.mean(xTest), plain.mean(xTest))).toBeLessThan(1e-6);
  });

  it("say when they have not come to an end", () => {
    const options = { get: "ntk", diagReg: 1e-6, maxIterations: 3 } as const;
    const { converged, iterations } = predict.matrixFree(network.kernel, x, y, options);
    expect([converged, iterations]).toEqual([false, 3]);
  });

  it("take single precision", () => {
    const single = [x.astype("float32"), y.astype("float32")] as const;
    const options = { get: "nngp", diagReg: 1e-2 } as const;
    const rough = predict
      .matrixFree(network.kernel, ...single, options)
      .mean(xTest.astype("float32"));
    const fine = predict.matrixFree(network.kernel, x, y, options).mean(xTest);
    // The kernel's 2e-6 times the condition number of the mean.
    expect(distance(rough, fine)).toBeLessThan(2e-3);
  });
});

describe("features whose products are singular", () => {
  const net = stax.serial(stax.dense(40), stax.erf(), stax.dense(40));
  const drawn = predict.randomFeatures(net, {
    ...{ get: "nngp", key: random.key(0), inputShape: [1, 4], networks: 4 },
  });
  const few = x.slice([0, 20]);
  const targets = y.slice([0, 20]);

  it.each([{ diagRegAbsoluteScale: false }, { diagRegAbsoluteScale: true }])(
    "get a diagReg that suffices, %o",
    (scale) => {
      const regression = (diagReg: number) =>
        predict.featureRegression(drawn, few, targets, { diagReg, ...scale }).predict(xTest);
      const failure = /singular.*smallest eigenvalue.*Set diagReg: ([\d.e-]+) suffices/;
      expect(() => regression(1e-25)).toThrow(engine.DomainError);
      expect(() => regression(1e-25)).toThrow(failure);
      const [, suggested] = failure.exec(messageOf(() => regression(1e-25))) ?? [];
      const { mean, standardError } = regression(Number(suggested));
      // What is predicted is of the size of the targets, and its error a number.
      expect(mean.abs().max().item()).toBeLessThan(10);
      expect(standardError?.max().item()).toBeLessThan(10);
    },
  );
});

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
    return "";
  } catch (error) {
    return String(error);
  }
}

describe("what cannot be is refused by name", () => {
  const map = predict.nystrom(network.kernel, x, { get: "nngp" });
  const drawn = { get: "ntk", key: random.key(0), inputShape: [1, 4] } as const;
  const images = stax.conv(2, [3, 3]);
  it.each([
    ["no regularisation", () => predict.featureRegression(map, x, y, {}), /diagReg/],
    ["other rows", () => predict.featureRegression(map, x, [1, 2], { diagReg: 1 }), /yTrain/],
    [
      "half a batch",
      () => predict.featureRegression(map, x, y, { diagReg: 1, batch: 0.5 }),
      /batch/,
    ],
    [
      "landmarks without a key",
      () => predict.nystrom(network.kernel, x, { get: "ntk", landmarks: 3 }),
      /key/,
    ],
    [
      "too many landmarks",
      () => predict.nystrom(network.kernel, x, { get: "ntk", landmarks: 300 }),
      /150/,
    ],
    ["one network", () => predict.randomFeatures(network, { ...drawn, networks: 1 }), /at least 2/],
    [
      "outputs that are no matrix",
      () => predict.randomFeatures(images, { ...drawn, inputShape: [1, 5, 5, 2] }),
      /flatten/,
    ],
    ["no noise", () => predict.matrixFree(network.kernel, x, y, { get: "ntk" }), /diagReg/],
    [
      "features that are a kernel",
      () => predict.featureRegression(network.kernel as never, x, y, { diagReg: 1 }),
      /no feature map/,
    ],
    [
      "a preconditioner that is none",
      () =>
        predict.matrixFree(network.kernel, x, y, {
          ...{ get: "ntk", diagReg: 1, preconditioner: network.kernel as never },
        }),
      /preconditioner is no feature map/,
    ],
    [
      "no iterations",
      () => predict.matrixFree(network.kernel, x, y, { get: "ntk", diagReg: 1, maxIterations: 0 }),
      /maxIterations = 0/,
    ],
    [
      "a tolerance below 0",
      () => predict.matrixFree(network.kernel, x, y, { get: "ntk", diagReg: 1, tolerance: -1 }),
      /tolerance = -1/,
    ],
    [
      "inputs of no shape",
      () => predict.randomFeatures(network, { get: "ntk", key: random.key(0) } as never),
      /inputShape/,
    ],
    [
      "noise in means of a diagonal of zeros",
      () =>
        predict.matrixFree(stax.dense(1).kernel, zeros([3, 2]), [1, 2, 3], {
          get: "ntk",
          diagReg: 1,
        }),
      /diagRegAbsoluteScale/,
    ],
    [
      "no tile",
      () => predict.matrixFree(network.kernel, x, y, { get: "ntk", diagReg: 1, tile: 0 }),
      /tile/,
    ],
  ])("%s", (_, attempt, message) => {
    expect(attempt).toThrow(engine.NtkbookError);
    expect(attempt).toThrow(message);
  });
});
