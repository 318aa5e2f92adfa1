import { describe, expect, it } from "vitest";
import {
  array,
  concat,
  DomainError,
  DtypeError,
  eigvalsh,
  empirical,
  jacrev,
  matmul,
  mul,
  ones,
  random,
  singularValues,
  stax,
  variance,
  type NDArray,
} from "../../../engine/index.js";
import { denseNetwork, distance, inputs } from "./networks.js";

const { apply, params, x, others } = denseNetwork();
/** Sums of some hundred products. */
const ROUNDING = 1e-12;

describe("NTK-vector products", () => {
  const full = empirical.ntk(apply, { traceAxes: [] })(x, others, params);
  // [n, m, f, g] as a matrix of all outputs
  const matrix = full.transpose([0, 2, 1, 3]).reshape([30, 20]);

  it("are products with the kernel of all outputs", () => {
    const v = random.normal(random.key(11), [4, 5]);
    const product = empirical.ntkVectorProduct(apply)(x, others, params);
    const wanted = matmul(matrix, v.reshape([20])).reshape([6, 5]);
    expect(distance(product(v), wanted)).toBeLessThan(ROUNDING);
  });

  it("give extreme eigenvalues of a kernel that is not formed", () => {
    const options = { key: random.key(1), steps: 30 };
    const found = empirical.ntkSpectrum(apply, options)(x, params);
    const own = empirical.ntk(apply, { traceAxes: [] })(x, null, params);
    const exact = eigvalsh(own.transpose([0, 2, 1, 3]).reshape([30, 30]).astype("float64"));
    const largest = (values: NDArray) => [...values.data].slice(-3).map(Number);
    largest(found.ritzValues).forEach((value, k) => {
      expect(value / (largest(exact)[k] as number)).toBeCloseTo(1, 11);
    });
  });

  it.each([
    {},
    { traceAxes: [] },
    { diagonalAxes: 1, traceAxes: [] },
    { diagonalAxes: 0, traceAxes: [] },
  ])("are an implementation of the kernel: %j", (axes) => {
    const options = { ...axes, implementation: "ntkVectorProducts" } as const;
    const contraction = { ...axes, implementation: "jacobianContraction" } as const;
    const [few, more] = [x.slice([0, 3]), x.slice([3, 6])];
    for (const other of [null, more]) {
      const found = empirical.ntk(apply, options)(few, other, params);
      const wanted = empirical.ntk(apply, contraction)(few, other, params);
      expect(distance(found, wanted)).toBeLessThan(ROUNDING);
    }
  });

  it("are one for convolutions, whose three implementations agree", () => {
    const net = stax.serial(
      stax.conv(3, [2, 2]),
      stax.relu(),
      stax.avgPool([2, 2]),
      stax.flatten(),
      stax.dense(2),
    );
    const images = inputs(12, [3, 5, 5, 2]);
    const own = net.init(random.key(2), images.shape).params;
    const f = (p: typeof own, y: NDArray) => net.apply(p, y);
    const [contraction, ...rest] = [
      "jacobianContraction",
      "ntkVectorProducts",
      "structuredDerivatives",
    ].map((implementation) =>
      empirical.ntk(f, {
        traceAxes: [],
        implementation: implementation as empirical.Implementation,
      })(images, null, own),
    );
    for (const one of rest) expect(distance(one, contraction as NDArray)).toBeLessThan(ROUNDING);
  });
});

describe("the Jacobian by the parameters", () => {
  const jacobian = empirical.jacobianOf(apply)(params, x);
  const paths = jacobian.blocks.map(({ path }) => path);

  it("has a block for every array of parameters", () => {
    expect(paths).toEqual(["[0].b", "[0].w", "[2].b", "[2].w", "[4].b", "[4].w"]);
    const whole = jacrev(apply)(params, x);
    expect(distance(jacobian.block("[2].w").value, whole[2].w)).toBeLessThan(ROUNDING);
    expect(jacobian.block("[2].w").value).toBe(jacobian.block("[2].w").value);
  });

  it("has norms and singular values, of blocks and of the whole", () => {
    const whole = concat(
      jacobian.blocks.map(({ matrix }) => matrix),
      1,
    );
    expect(whole.shape).toEqual(jacobian.shape);
    expect(distance(jacobian.singularValues(), singularValues(whole))).toBeLessThan(ROUNDING);
    const squares = jacobian.singularValues().mul(jacobian.singularValues()).sum().item();
    expect(jacobian.norm() ** 2 / squares).toBeCloseTo(1, 12);
    const [{ norm, singularValues: own } = expect.fail()] = jacobian.blocks;
    expect(norm ** 2 / own.mul(own).sum().item()).toBeCloseTo(1, 12);
  });

  it("has the tangent kernel as its Gram matrix", () => {
    const full = empirical.ntk(apply, { traceAxes: [] })(x, null, params);
    const wanted = full.transpose([0, 2, 1, 3]).reshape([30, 30]);
    expect(distance(jacobian.gram(), wanted)).toBeLessThan(ROUNDING);
  });

  it("names paths that are none", () => {
    expect(() => jacobian.block("[1].w")).toThrow(
      'no parameters lie at "[1].w"; there are "[0].b"',
    );
  });
});

it.each(["structuredDerivatives", "jacobianContraction", "ntkVectorProducts", "auto"] as const)(
  "has no entries where f has no outputs: %s",
  (implementation) => {
    const none = (p: NDArray, y: NDArray) => matmul(y, p);
    const kernel = empirical.ntk(none, { implementation, traceAxes: [] });
    expect(kernel(x, others, ones([4, 0])).shape).toEqual([6, 4, 0, 0]);
  },
);

it("gives both kernels in one call", () => {
  const both = empirical.kernel(apply)(x, others, ["nngp", "ntk"], params);
  expect(distance(both.ntk, empirical.ntk(apply)(x, others, params))).toBe(0);
  const alone = empirical.kernel(apply)(x, others, "nngp", params);
  expect(distance(alone, both.nngp)).toBe(0);
  expect(distance(alone, empirical.nngp(apply)(x, others, params))).toBe(0);
  expect(() => empirical.kernel(apply)(x, null, "cov1" as "ntk", params)).toThrow(DomainError);
});

describe("what is refused", () => {
  const w = inputs(13, [4, 2]);
  it("is a function that mixes examples, by name", () => {
    const normalised = (p: NDArray, y: NDArray) =>
      matmul(y.sub(y.mean(0)).div(variance(y, 0).add(1)), p);
    expect(() => empirical.ntk(normalised)(x, null, w)).toThrow("f mixes examples");
    expect(() => empirical.ntk(normalised, { vmapAxes: null })(x, null, w)).not.toThrow();
  });

  it("is a function of outputs without examples", () => {
    const total = (p: NDArray, y: NDArray) => matmul(y, p).sum(0, { keepdims: true });
    expect(() => empirical.ntk(total)(x, null, w)).toThrow("for one example and");
  });

  it("is a parameter of integers, with the tree of parameters", () => {
    const tree = { steps: array([1, 2], { dtype: "int32" }), w };
    const f = (p: typeof tree, y: NDArray) => matmul(y, p.w);
    expect(() => empirical.ntk(f)(x, null, tree)).toThrow(DtypeError);
    expect(() => empirical.ntk(f)(x, null, tree)).toThrow("params.steps: int32 [2], params.w");
  });
});

it("keeps float32's digits where millions of terms of one sign add up", () => {
  // Θ = Σ x x′ of a million terms each; summed one after the other they lose four digits of seven.
  const many = random.uniform(random.key(14), [2, 1_000_000], { dtype: "float32" });
  const f = (p: NDArray, y: NDArray) => mul(p, y).sum(-1);
  const of = (dtype: "float32" | "float64") => {
    const p = ones([1_000_000], { dtype });
    return empirical.ntk(f, { implementation: "jacobianContraction", traceAxes: [] })(
      many.astype(dtype),
      null,
      p,
    );
  };
  const exact = of("float64");
  // Blocks of 16,384 terms: 16,384 u in the worst case, far less of terms whose roundings differ.
  expect(distance(of("float32").astype("float64"), exact)).toBeLessThan(1e-5);
});
