import { afterEach, describe, expect, it, vi } from "vitest";
import {
  abs,
  add,
  array,
  at,
  cbrt,
  ceil,
  type Dtype,
  div,
  equal,
  exp,
  floor,
  grad,
  greater,
  greaterEqual,
  jit,
  less,
  lessEqual,
  linspace,
  max,
  maximum,
  mean,
  min,
  minimum,
  mul,
  type NDArray,
  nn,
  notEqual,
  pow,
  reciprocal,
  setThreads,
  sin,
  sinh,
  sqrt,
  sub,
  sum,
  tanh,
  threads,
  trunc,
  where,
} from "../../../engine/index.js";
import { chained, type Step } from "../../../engine/jit/chain.js";
import { simplified } from "../../../engine/jit/simplify.js";
import { record } from "../../../engine/core/recording.js";

type F = (...inputs: NDArray[]) => NDArray;

const special = [NaN, Infinity, -Infinity, 0, -0, 1, -1, 0.5, -2.5, 1e-310, 1e300, 3];

/** Every pair of special numbers, again and again, so that chains find them worth their while. */
const pairs = (dtype: "float32" | "float64"): [NDArray, NDArray] => {
  const all = special.flatMap((x) => special.map((y) => [x, y] as const));
  const many = Array.from({ length: 11 }, () => all).flat();
  return [0, 1].map((k) => array(many.map((pair) => pair[k] as number)).astype(dtype)) as [
    NDArray,
    NDArray,
  ];
};

const stepsOf = (f: F, ...inputs: { shape: readonly number[]; dtype: Dtype }[]): readonly Step[] =>
  chained(simplified(record("test", inputs, (given) => [f(...(given as NDArray[]))])));

const like = (...shape: number[]) => ({ shape, dtype: "float64" as const });

const binaries: Record<string, (x: NDArray, y: NDArray) => NDArray> = {
  add,
  sub,
  mul,
  div,
  maximum,
  minimum,
  less: (x, y) => where(less(x, y), x, 2),
  lessEqual: (x, y) => where(lessEqual(x, y), 1, y),
  greater: (x, y) => where(greater(x, y), x, y),
  greaterEqual: (x, y) => where(greaterEqual(x, y), x, y),
  equal: (x, y) => where(equal(x, y), x, 7),
  notEqual: (x, y) => where(notEqual(x, y), x, 7),
  pow,
};
const unaries: Record<string, (x: NDArray) => NDArray> = {
  abs,
  sqrt,
  floor,
  ceil,
  trunc,
  reciprocal,
  cbrt,
  sinh,
  exp,
  neg: (x) => x.neg(),
  relu: nn.relu,
};

describe.each(["float32", "float64"] as const)("a chain of %s", (dtype) => {
  const [x, y] = pairs(dtype);

  it.each(Object.keys(binaries))("gives the bits of %s, of special numbers too", (name) => {
    const f = binaries[name] as (x: NDArray, y: NDArray) => NDArray;
    const chain: F = (a, b) => f(sub(a, 0), b);
    expect(jit(chain)(x, y).data).toEqual(chain(x, y).data);
  });

  it.each(Object.keys(unaries))("gives the bits of %s, of special numbers too", (name) => {
    const f = unaries[name] as (x: NDArray) => NDArray;
    const chain: F = (a) => f(sub(a, 0));
    expect(jit(chain)(x).data).toEqual(chain(x).data);
  });
});

describe("a chain", () => {
  it("is one step, whatever kind of function its members are", () => {
    const f: F = (v) => tanh(cbrt(mul(v, 2))).add(1);
    expect(stepsOf(f, like(50, 50)).map(({ kind }) => kind)).toEqual(["chain"]);
  });

  it.each([2, 3, 101, 4096])("repeats rows of length %i", (length) => {
    const rows = Math.ceil(20_000 / length);
    const v = linspace(-1, 2, rows * length).reshape([rows, length]);
    const row = linspace(1, 3, length);
    const f: F = (a, b) => mul(add(a, b), sub(1, a)).sub(b);
    expect(stepsOf(f, v, row)).toHaveLength(1);
    expect(jit(f)(v, row).data).toEqual(f(v, row).data);
  });

  it("ends where a second length of rows begins", () => {
    const f: F = (v, a, b) => add(add(v, a), b).mul(2);
    const [v, a, b] = [
      linspace(0, 1, 6000).reshape([20, 30, 10]),
      linspace(0, 1, 10),
      linspace(2, 3, 300),
    ];
    const given = [v, a, b.reshape([30, 10])];
    expect(stepsOf(f, ...given)).toHaveLength(2);
    expect(jit(f)(...given).data).toEqual(f(...given).data);
  });

  it("is cut when its values do not fit into a thread's memory", () => {
    const f: F = (v) => {
      let w = v;
      for (let k = 1; k < 200; k++) w = w.mul(1 + 1 / k).sub(k);
      return w;
    };
    const v = linspace(-3, 3, 5000);
    expect(stepsOf(f, like(5000)).length).toBeGreaterThan(3);
    expect(jit(f)(v).data).toEqual(f(v).data);
  });

  it("compares again where it chooses, instead of keeping truth values", () => {
    const f: F = (v, w) => {
      const positive = greater(v, 0.25);
      return where(positive, exp(where(positive, w, 1)), v);
    };
    const [v, w] = [linspace(-1, 1, 3000), linspace(0, 5, 3000)];
    const steps = stepsOf(f, v, w);
    expect(steps.map(({ kind }) => kind)).toEqual(["chain"]);
    expect(jit(f)(v, w).data).toEqual(f(v, w).data);
  });

  it("keeps truth values that are asked for", () => {
    const f = (v: NDArray) => {
      const positive = greater(v, 0);
      return [positive, where(positive, v, v.mul(2)).add(1)] as const;
    };
    const v = linspace(-1, 1, 3000);
    const [conditions, values] = jit(f)(v);
    expect(conditions.data).toEqual(greater(v, 0).data);
    expect(values.data).toEqual(f(v)[1].data);
  });

  it("gives the derivative of a rectifier from the sign of what went in", () => {
    const f: F = (v) => nn.relu(mul(v, v).sub(1)).sum();
    const v = linspace(-3, 3, 2001);
    expect(jit(grad(f))(v).data).toEqual(grad(f)(v).data);
  });
});

describe("a reduction after a chain", () => {
  const shapes = [
    [2000],
    [100_003],
    [40, 50],
    [700, 3],
    [3, 10_007],
    [2, 40, 64],
    [5, 6, 784],
  ] as const;
  const reductions = { sum, mean, max, min };
  const cases = shapes.flatMap((shape) =>
    (["sum", "mean", "max", "min"] as const).map((name) => [name, shape] as const),
  );

  it.each(cases)("is part of it: %s of shape %j", (name, shape) => {
    const size = shape.reduce<number>((a, b) => a * b, 1);
    const v = sin(linspace(0, 50, size)).reshape([...shape]);
    const row = linspace(1, 2, shape.at(-1));
    const f: F = (a, b) => reductions[name](mul(add(a, 0.1), b), shape.length - 1);
    const whole: F = (a) => reductions[name](mul(a, a));
    expect(stepsOf(whole, v).map(({ kind }) => kind)).toEqual(["chain"]);
    expect(jit(whole)(v).data).toEqual(whole(v).data);
    expect(jit(f)(v, row).data).toEqual(f(v, row).data);
  });

  it.each(["float32", "float64"] as const)("finds NaN, %s", (dtype) => {
    const v = at(linspace(0, 1, 5000).astype(dtype), 4321).set(NaN);
    const f: F = (a) => max(mul(a, 2));
    expect(jit(f)(v).item()).toBeNaN();
  });

  it("leaves the value to others who read it", () => {
    const f = (v: NDArray) => {
      const w = mul(v, v).add(1);
      return [w.sum(), w.neg(), w] as const;
    };
    const v = linspace(0, 1, 3000);
    expect(jit(f)(v).map(({ data }) => data)).toEqual(f(v).map(({ data }) => data));
  });

  it("takes other axes as they come", () => {
    const f: F = (v) => mul(v, 2).add(1).sum(0);
    const v = linspace(0, 1, 6000).reshape([60, 100]);
    expect(stepsOf(f, v)).toHaveLength(2);
    expect(jit(f)(v).data).toEqual(f(v).data);
  });
});

describe("a chain on several threads", () => {
  const before = threads();
  afterEach(() => {
    setThreads(before);
  });

  it("gives the same bits", () => {
    const f: F = (a, b) => tanh(mul(a, b)).sub(a).mul(b);
    const given = [linspace(-2, 2, 300_000).reshape([3000, 100]), linspace(0, 1, 100)];
    setThreads(1);
    const alone = jit(f)(...given).data;
    setThreads(3);
    expect(jit(f)(...given).data).toEqual(alone);
    const g: F = (a) => mul(a, a).sum();
    expect(jit(g)(...given).data).toEqual(g(...given).data);
  });

  it("shares rows out, too, which lie in memory of their own", () => {
    const calls = vi.spyOn(Atomics, "notify");
    const f: F = (a, b) => mul(a, b).sub(1).add(b);
    const given = [linspace(-2, 2, 300_000).reshape([3000, 100]), linspace(0, 1, 100)];
    setThreads(3);
    const step = jit(f);
    step(...given);
    calls.mockClear();
    expect(step(...given).data).toEqual(f(...given).data);
    expect(calls).toHaveBeenCalled();
    calls.mockRestore();
  });
});
