import { describe, expect, it, test } from "vitest";
import {
  array,
  concat,
  cumsum,
  curvature,
  empirical,
  flip,
  matmul,
  monteCarlo,
  random,
  stax,
  sub,
  type NDArray,
} from "../../../engine/index.js";
import { inputs } from "./networks.js";

const [x, w] = [inputs(1, [4, 3]), inputs(2, [3, 2])];
const f = (p: NDArray, y: NDArray): NDArray => matmul(y, p);

describe("a function that mixes examples is found out", () => {
  const centred = (p: NDArray, y: NDArray) => matmul(sub(y, y.mean(0)), p);
  const forwards = (p: NDArray, y: NDArray) => cumsum(matmul(y, p), 0);
  const backwards = (p: NDArray, y: NDArray) => flip(forwards(p, flip(y, 0)), 0);

  it("where x1 is one example and x2 are many", () => {
    expect(() => empirical.ntk(centred)(x.slice([0, 1]), x, w)).toThrow("f mixes examples");
    expect(() => empirical.nngp(centred)(x.slice([0, 1]), x, w)).toThrow("f mixes examples");
  });

  it("where the first two are equal", () => {
    const twice = concat([x.slice([0, 1]), x]);
    expect(() => empirical.ntk(centred)(twice, null, w)).toThrow("f mixes examples");
  });

  it.each([
    ["before", forwards],
    ["behind", backwards],
  ])("where it looks at those %s alone", (_, mixing) => {
    expect(() => empirical.ntk(mixing)(x, null, w)).toThrow("f mixes examples");
  });
});

describe("of another tree", () => {
  const two = (p: NDArray, { a, b }: { a: NDArray; b: NDArray }) => matmul(a, p).add(b);
  const own = { a: x, b: inputs(3, [4, 1]) };

  test("x2 is refused, also where f would not notice", () => {
    const other = { ...own, c: own.b };
    expect(() => empirical.ntk(two)(own, other, w)).toThrow(
      "empirical.ntk: x2: a tree {a: *, b: *, c: *} where {a: *, b: *} was expected",
    );
    expect(() => empirical.nngp(two)(own, [own.b, x] as never, w)).toThrow("x2: a tree [*, *]");
  });

  test("parameters are refused by expansions, with both trees", () => {
    const g = (p: { w: NDArray }, y: NDArray) => matmul(y, p.w);
    expect(() => empirical.linearized(g, { w })({ v: w } as never, x)).toThrow(
      "empirical.linearized: params: a tree {v: *} where {w: *} was expected",
    );
    expect(() => empirical.taylorExpand(g, { w: w.astype("int32") }, 2)).toThrow("params.w of");
  });

  test("parameters are shown by Jacobians and products, too", () => {
    const g = (p: { w: NDArray }, y: NDArray) => matmul(y, p.w);
    const wrong = { v: w } as never;
    expect(() => empirical.jacobianOf(g)(wrong, x)).toThrow("params.v: float64 [3, 2]");
    expect(() => empirical.ntkVectorProduct(g)(x, null, wrong)).toThrow("params.v: float64 [3, 2]");
  });
});

describe("options are refused by name", () => {
  const network = stax.serial(stax.dense(3), stax.dense(1));
  const estimate = (options: object) => () =>
    monteCarlo.kernel(network, x, null, options as monteCarlo.MonteCarloOptions).next();
  const key = random.key(0);
  const squares = (p: NDArray) => p.mul(p).sum();
  const rules = curvature.spectralDensity((v) => v, 3, key);

  test.each<[string, () => unknown, string]>([
    [
      "places",
      () => empirical.ntk(f, { vmapAxes: [0, 0] as never }),
      "ntk: vmapAxes = [0,0]; give",
    ],
    [
      "parts of places",
      () => empirical.ntk(f, { vmapAxes: { input: 0 } as never }),
      "vmapAxes = {",
    ],
    [
      "traced axes",
      () => empirical.ntk(f, { traceAxes: "1" as never }),
      'traceAxes = "1"; give an',
    ],
    ["a kernel", estimate({ get: "NTK", key, counts: [2] }), 'get = "NTK"; use "nngp", "ntk"'],
    ["counts", estimate({ get: "ntk", key }), "monteCarlo.kernel: counts = undefined; give a list"],
    [
      "targets",
      () => empirical.evolution(f, x, { target: 1 } as object),
      'option "target"; use targets',
    ],
    ["a side", () => curvature.jacobianGram(squares, w, "params" as never), 'side = "params"; use'],
    [
      "steps",
      () => curvature.hessianDensity(squares, w, key, { steps: 0 }),
      "hessianDensity: steps",
    ],
    ["widths", () => rules.density([1, 2], 0), "density: width = 0; use a positive number"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  test("but points of a density may be a list", () => {
    // One eigenvalue, 1: the normal density at its mean.
    expect(rules.density([1], 1).item()).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 14);
  });
});

test("lists reach f as arrays, of parameters and inputs alike", () => {
  const g = (p: NDArray, y: NDArray) => y.mul(p);
  const [p, y] = [[1, 2], [[3, 4]]];
  expect(empirical.jacobianOf(g)(p, y).norm()).toBeCloseTo(5, 14);
  expect(empirical.linearized(g, p)([2, 2], y).toArray()).toEqual([[6, 8]]);
  expect(
    empirical
      .ntkVectorProduct(g)(
        y,
        null,
        p,
      )(array([[1, 1]]))
      .toArray(),
  ).toEqual([[9, 16]]);
  const { ritzValues } = empirical.ntkSpectrum(g, { key: random.key(0) })(y, p);
  expect(ritzValues.max().item()).toBeCloseTo(16, 12);
});

test("a kernel with NaN is not one of zeros", () => {
  expect(() => empirical.kernelDistance([[NaN]], [[1]])).toThrow("a kernel that is not finite has");
});
