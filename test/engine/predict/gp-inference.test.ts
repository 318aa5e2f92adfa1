import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError, ShapeError } from "../../../engine/errors.js";
import * as engine from "../../../engine/index.js";

const { array, concat, predict, random, stax } = engine;

const { kernel } = stax.serial(
  stax.dense(512, { wStd: 1.5, bStd: 0.05 }),
  stax.erf(),
  stax.dense(1, { wStd: 1.5, bStd: 0.05 }),
);
const x = random.normal(random.key(0), [8, 3]);
const y = random.normal(random.key(1), [8, 2]);
const xTest = random.normal(random.key(2), [5, 3]);
const posteriors = ["nngp", "ntk", "ntkgp"] as const;

test("two points by hand: K = [[2, 1], [1, 2]], y = [1, 0], k* = [1, ½]", () => {
  const blocks = {
    kTrainTrain: {
      nngp: array([
        [2, 1],
        [1, 2],
      ]),
    },
    kTestTrain: { nngp: array([[1, 0.5]]) },
    kTestTest: { nngp: array([[2.2]]) },
  };
  const options = { get: "nngp", diagReg: 1e-2, computeCov: true } as const;
  const { mean, covariance } = predict.gpPosterior(blocks, [1, 0], options);
  // (K + 0.02 I)⁻¹ by hand; neural-tangents has the same ten digits.
  expect(mean.item()).toBeCloseTo(0.4934424100766, 12);
  expect(covariance.item()).toBeCloseTo(1.7049344241, 9);
});

describe.each(posteriors)("the %s posterior", (get) => {
  test("interpolates the targets without regularisation, with no variance left", () => {
    const { mean, covariance } = predict.gpInference(kernel, x, y, x, { get, computeCov: true });
    // The kernel's condition number, below 1e4 here, times the rounding of a double.
    expect(mean.sub(y).abs().max().item()).toBeLessThan(1e-11);
    expect(covariance.abs().max().item()).toBeLessThan(1e-11);
  });

  test("has a covariance that is symmetric to the last bit, with positive variances", () => {
    const { covariance } = predict.gpInference(kernel, x, y, xTest, { get, computeCov: true });
    expect(covariance.equal(covariance.transpose()).all().item()).toBe(true);
    for (let i = 0; i < 5; i++) expect(covariance.get(i, i)).toBeGreaterThan(0);
  });

  test("is linear in the targets, each column on its own", () => {
    const at = (targets: engine.NDArray): engine.NDArray =>
      predict.gpInference(kernel, x, targets, xTest, { get }).mean;
    expect(at(y.slice([], 1)).toArray()).toEqual(at(y).slice([], 1).toArray());
    expect(at(y.mul(2)).toArray()).toEqual(at(y).mul(2).toArray());
  });

  test("does not depend on the order of the training examples", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const key = random.key(seed);
        const options = { get, diagReg: 1e-3 };
        const { mean } = predict.gpInference(kernel, x, y, xTest, options);
        const shuffled = predict.gpInference(
          kernel,
          random.permutation(key, x),
          random.permutation(key, y),
          xTest,
          options,
        );
        expect(shuffled.mean.sub(mean).abs().max().item()).toBeLessThan(1e-12);
      }),
      { numRuns: 10 },
    );
  });

  test("from kernel matrices is that from the network", () => {
    const names = ["nngp", "ntk"] as const;
    const blocks = {
      kTrainTrain: kernel(x, null, names),
      kTestTrain: kernel(xTest, x, names),
      kTestTest: kernel(xTest, null, names),
    };
    const options = { get, diagReg: 1e-4, computeCov: true } as const;
    const fromBlocks = predict.gpPosterior(blocks, y, options);
    const fromNetwork = predict.gpInference(kernel, x, y, xTest, options);
    expect(fromBlocks.mean.toArray()).toEqual(fromNetwork.mean.toArray());
    expect(fromBlocks.covariance.toArray()).toEqual(fromNetwork.covariance.toArray());
  });

  test("stays in single precision when everything is", () => {
    const single = [x, y, xTest].map((input) => input.astype("float32"));
    const [x32, y32, test32] = single as [engine.NDArray, engine.NDArray, engine.NDArray];
    const options = { get, diagReg: 1e-3 };
    const { mean } = predict.gpInference(kernel, x32, y32, test32, options);
    expect(mean.dtype).toBe("float32");
    const { mean: double } = predict.gpInference(kernel, x, y, xTest, options);
    // diagReg bounds the condition number by n/1e-3: 8000 · 2⁻²³ = 1e-3.
    expect(mean.sub(double).abs().max().item()).toBeLessThan(1e-3);
  });
});

describe("the regularisation", () => {
  test("relative and absolute scales differ by the mean of the diagonal", () => {
    const k = kernel(x, null, "ntk");
    const scale = k.mul(engine.eye(8)).sum().item() / 8;
    const at = (options: { diagReg: number; diagRegAbsoluteScale?: boolean }): engine.NDArray =>
      predict.gpInference(kernel, x, y, xTest, { get: "ntk", ...options }).mean;
    const relative = at({ diagReg: 0.01 });
    const absolute = at({ diagReg: 0.01 * scale, diagRegAbsoluteScale: true });
    expect(relative.sub(absolute).abs().max().item()).toBeLessThan(1e-13);
  });

  test.each([-1, NaN, Infinity])("diagReg = %d is refused", (diagReg) => {
    expect(() => predict.gpInference(kernel, x, y, xTest, { get: "ntk", diagReg })).toThrow(
      DomainError,
    );
  });
});

describe("a singular kernel", () => {
  const twice = concat([x, x.rows(3, 4)]);
  const targets = concat([y, [[1, 2]]]);

  test("names the repeated rows and a diagReg that suffices", () => {
    const attempt = (diagReg?: number): engine.NDArray =>
      predict.gpInference(kernel, twice, targets, xTest, {
        get: "ntk",
        ...(diagReg === undefined ? {} : { diagReg }),
      }).mean;
    expect(() => attempt()).toThrow(DomainError);
    expect(() => attempt()).toThrow(/training rows 3 and 8 coincide; remove one of them/);
    const suggested = /diagReg: (\S+) suffices/.exec(messageOf(attempt))?.[1];
    expect(Number.isFinite(attempt(Number(suggested)).sum().item())).toBe(true);
  });

  test("suggests in the scale that is asked in", () => {
    const options = { get: "ntk", diagReg: 1e-20, diagRegAbsoluteScale: true } as const;
    const message = messageOf(() => predict.gpInference(kernel, twice, targets, xTest, options));
    const diagReg = Number(/diagReg: (\S+) suffices/.exec(message)?.[1]);
    expect(() =>
      predict.gpInference(kernel, twice, targets, xTest, { ...options, diagReg }),
    ).not.toThrow();
  });

  test("of dependent, not equal, rows names the row", () => {
    const vectors = array([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    const linear = { nngp: engine.array(linearKernel(vectors)) };
    const blocks = { kTrainTrain: linear, kTestTrain: { nngp: array([[1, 1, 2]]) } };
    expect(() => predict.gpPosterior(blocks, [1, 2, 3], { get: "nngp" })).toThrow(
      "row 2 depends on the rows before it",
    );
  });

  test("gives its smallest eigenvalue, and an indefinite one doubts that it is a kernel", () => {
    const blocks = {
      kTrainTrain: {
        nngp: array([
          [1, 3],
          [3, 1],
        ]),
      },
      kTestTrain: { nngp: array([[1, 1]]) },
    };
    const infer = (diagReg: number) =>
      predict.gpPosterior(blocks, [1, 2], { get: "nngp", diagReg });
    expect(() => infer(0)).toThrow(
      "the train-train kernel is indefinite: row 1 depends on the rows before it. Its smallest eigenvalue is -2.00, its largest 4.00 (is this the matrix of a kernel?). Set diagReg: 3 suffices.",
    );
    expect(infer(3).mean.toArray()).not.toContain(NaN);
  });
});

describe("bad input", () => {
  const infer =
    (xTrain: engine.ArrayInput, yTrain: engine.ArrayInput, test: engine.ArrayInput) => () =>
      predict.gpInference(kernel, xTrain, yTrain, test, { get: "ntk" });

  test("NaN and infinities name the argument and the row", () => {
    expect(
      infer(x, y, [
        [1, 2, 3],
        [1, NaN, 3],
      ]),
    ).toThrow(
      new DomainError(
        "predict: xTest holds NaN in row 1; remove or replace that row, predictions need finite numbers",
      ),
    );
    expect(infer(x, y.mul(Infinity), xTest)).toThrow("yTrain holds");
    expect(infer([[1, -Infinity, 0]], [1], xTest)).toThrow("xTrain holds -Infinity in row 0");
  });

  test("shapes that do not fit are named, both of them", () => {
    expect(infer(x, [1, 2], xTest)).toThrow(
      new ShapeError(
        "predict: yTrain of shape [2] does not fit xTrain of shape [8, 3]; expected one row for each of the 8 examples",
      ),
    );
    expect(infer(x, y, [[1, 2]])).toThrow(
      "xTest of shape [1, 2] does not fit xTrain of shape [8, 3]",
    );
    expect(infer(engine.zeros([0, 3]), [], xTest)).toThrow("holds no examples");
  });

  test("a missing or misshapen block is named", () => {
    const kTestTrain = { ntk: array([[1, 0]]) };
    const posterior = (kTrainTrain: engine.predict.KernelMatrices, computeCov: boolean) => () =>
      predict.gpPosterior({ kTrainTrain, kTestTrain }, [1, 2], { get: "ntk", computeCov });
    expect(posterior({}, false)).toThrow("kTrainTrain.ntk is missing");
    expect(posterior({ ntk: engine.eye(3) }, false)).toThrow(
      "kTrainTrain.ntk has shape [3, 3]; with 2 targets it must be [2, 2]",
    );
    expect(posterior({ ntk: engine.eye(2) }, true)).toThrow("nngp is missing");
  });

  test("an option that does not exist is refused, and a network in the place of its kernel", () => {
    const untyped = predict.gpInference as (...args: unknown[]) => unknown;
    expect(() => untyped(kernel, x, y, xTest, { get: "ntk", diag_reg: 1 })).toThrow(
      'no option "diag_reg"; use get, diagReg',
    );
    expect(() => untyped(kernel, x, y, xTest)).toThrow("options are undefined; give an object");
    expect(() => untyped(stax.dense(1), x, y, xTest, { get: "ntk" })).toThrow("net.kernel");
  });

  test("a posterior that does not exist is refused", () => {
    // @ts-expect-error what untyped code may pass
    expect(() => predict.gpInference(kernel, x, y, xTest, { get: "map" })).toThrow(
      'get = "map"; use "nngp", "ntk", "ntkgp"',
    );
  });
});

function linearKernel(vectors: engine.NDArray): number[][] {
  const rows = vectors.toArray() as number[][];
  return rows.map((a) =>
    rows.map((b) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)),
  );
}

function messageOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("nothing was refused");
}
