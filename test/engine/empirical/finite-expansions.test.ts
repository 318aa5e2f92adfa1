import { describe, expect, it } from "vitest";
import {
  array,
  DomainError,
  empirical,
  exp,
  matmul,
  monteCarlo,
  mul,
  type NDArray,
  random,
  stax,
  sub,
  tanh,
} from "../../../engine/index.js";

describe("the Taylor expansion of a network", () => {
  it("is exp's polynomial for exp", () => {
    const f = (w: NDArray, x: NDArray): NDArray => exp(w.mul(x));
    const [at, x] = [array(0.5), array(1)];
    const terms = [1, 0.5, 0.5 ** 2 / 2, 0.5 ** 3 / 6, 0.5 ** 4 / 24];
    for (let degree = 0; degree < 5; degree++) {
      const sum = terms.slice(0, degree + 1).reduce((a, b) => a + b);
      expect(empirical.taylorExpand(f, array(0), degree)(at, x).item()).toBeCloseTo(sum, 14);
    }
  });

  it("is the function itself where that is a polynomial in the parameters", () => {
    const f = (p: { a: NDArray; b: NDArray }, x: NDArray): NDArray[] => [
      mul(mul(p.a, p.a), mul(p.b, x)),
    ];
    const [start, end] = [
      { a: array(1), b: array(2) },
      { a: array(-0.5), b: array(3) },
    ];
    const [cubic] = empirical.taylorExpand(f, start, 3)(end, array([1, 2]));
    expect(cubic?.toArray()).toEqual([0.75, 1.5]);
  });

  it("comes nearer by a power of the distance for each degree", () => {
    const x = random.normal(random.key(0), [4, 3]);
    const f = (w: NDArray, inputs: NDArray): NDArray => tanh(matmul(inputs, w));
    const [w, d] = [random.normal(random.key(1), [3, 2]), random.normal(random.key(2), [3, 2])];
    for (const degree of [0, 1, 2, 3]) {
      const expansion = empirical.taylorExpand(f, w, degree);
      const errors = [1e-2, 5e-3].map((h) => {
        const moved = w.add(d.mul(h));
        return sub(expansion(moved, x), f(moved, x)).abs().max().item();
      });
      const order = Math.log2((errors[0] as number) / (errors[1] as number));
      // The next term rules up to a share of the step's size.
      expect(Math.abs(order - (degree + 1))).toBeLessThan(0.1);
    }
  });

  it("of degree one is the linearised network, whose kernel is the tangent kernel", () => {
    const net = stax.serial(stax.dense(8), stax.relu(), stax.dense(1));
    const apply = (p: typeof params, inputs: NDArray) => net.apply(p, inputs);
    const x = random.normal(random.key(3), [5, 3]);
    const { params } = net.init(random.key(4), x.shape);
    const linear = empirical.linearized(apply, params);
    const kernel = empirical.ntk(apply)(x, null, params);
    const other = net.init(random.key(5), x.shape).params;
    const ofLinear = empirical.ntk(linear)(x, null, other) as NDArray;
    kernel.data.forEach((value, k) => expect(ofLinear.data[k]).toBeCloseTo(value, 11));
    expect(linear(params, x).toArray()).toEqual(apply(params, x).toArray());
  });

  it("refuses degrees that are none", () => {
    expect(() =>
      empirical.taylorExpand((w: NDArray, x: NDArray) => w.mul(x), array(0), -1),
    ).toThrow(DomainError);
  });
});

describe("kernels by Monte Carlo", () => {
  const x = random.normal(random.key(6), [4, 5]);
  const network = stax.serial(
    stax.dense(64, { wStd: 1.4, bStd: 0.3 }),
    stax.relu(),
    stax.dense(1, { wStd: 1.4, bStd: 0.3 }),
  );

  it("are within their errors of the infinite network's NNGP kernel, which they estimate without bias", () => {
    const options = { get: "nngp", key: random.key(7), counts: [800] } as const;
    const [{ mean, standardError }] = [...monteCarlo.kernel(network, x, null, options)] as [
      monteCarlo.KernelEstimate,
    ];
    const exact = network.kernel(x, null, "nngp");
    const z = sub(mean, exact).div(standardError);
    // Sixteen entries, ten of them apart: beyond 4.5 once in 15,000 keys.
    expect(z.abs().max().item()).toBeLessThan(4.5);
    expect(standardError.max().item()).toBeLessThan(0.2 * exact.max().item());
  });

  it("are means of the samples, with the standard deviation of means", () => {
    const estimates = [
      ...monteCarlo.kernel(network, x, x.slice([0, 2]), {
        get: "ntk",
        key: random.key(8),
        counts: [2, 5],
      }),
    ];
    const samples = Array.from({ length: 5 }, (_, k) => {
      const { params } = network.init(random.foldIn(random.key(8), k), x.shape);
      const apply = (p: typeof params, inputs: NDArray) => network.apply(p, inputs);
      return empirical
        .ntk(apply)(x, x.slice([0, 2]), params)
        .get(1, 0);
    });
    for (const { count, mean, standardError } of estimates) {
      const seen = samples.slice(0, count);
      const average = seen.reduce((a, b) => a + b) / count;
      const variance = seen.reduce((sum, s) => sum + (s - average) ** 2, 0) / (count - 1);
      expect(mean.get(1, 0)).toBeCloseTo(average, 12);
      expect(standardError.get(1, 0)).toBeCloseTo(Math.sqrt(variance / count), 12);
    }
    expect(estimates.map(({ count }) => count)).toEqual([2, 5]);
  });

  it("name counts that do not ascend", () => {
    const options = { get: "ntk", key: random.key(0), counts: [5, 5] } as const;
    expect(() => [...monteCarlo.kernel(network, x, null, options)]).toThrow(
      "counts [5, 5] do not ascend from 2",
    );
  });
});
