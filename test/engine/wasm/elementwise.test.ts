import { describe, expect, it } from "vitest";
import { mapInto } from "../../../engine/wasm/elementwise.js";
import type { ElementFunction } from "../../../engine/wasm/exports.js";
import { erfOracle, expOracle, ulpsApart } from "./oracle.js";

function evaluate(name: ElementFunction, x: readonly number[]): number[] {
  const data = Float64Array.from(x);
  mapInto(data, name, data);
  return [...data];
}

function evaluate32(name: ElementFunction, x: readonly number[]): number[] {
  const data = Float32Array.from(x);
  mapInto(data, name, data);
  return [...data];
}

/** The largest error in units in the last place of a double. */
function worst(name: "exp" | "erf", x: readonly number[]): number {
  const oracle = { exp: expOracle, erf: erfOracle }[name];
  const got = evaluate(name, x);
  return Math.max(...x.map((at, i) => ulpsApart(got[i] as number, oracle(at), 53)));
}

const grid = (first: number, last: number, count: number) =>
  Array.from({ length: count }, (_, i) => first + ((last - first) * (i + 0.37)) / count);

describe("the vectorised functions", () => {
  it("exp is within 1.5 ulps from the smallest normal result to the largest", () => {
    expect(worst("exp", [...grid(-708, 709, 500), ...grid(-1, 1, 300)])).toBeLessThan(1.5);
  });

  it("erf is within 2 ulps on both branches and both signs, tiny arguments included", () => {
    const tiny = [1e-5, -1e-5, 1e-12, 1e-30, 1e-290];
    expect(worst("erf", [...grid(-6, 6, 600), ...grid(0.9, 1.1, 200), ...tiny])).toBeLessThan(2);
  });

  it("float32 results that go through double are the rounded double ones", () => {
    const x = grid(-5, 5, 501).map(Math.fround);
    for (const name of ["erf", "erfc", "normalCdf", "sin", "cos"] as const) {
      expect(evaluate32(name, x)).toEqual(evaluate(name, x).map(Math.fround));
    }
  });

  // The double results have 29 bits more; ulps of the smaller neighbouring power of two.
  it.each(["exp", "expm1", "tanh", "sigmoid", "softplus", "log", "log1p", "sqrt"] as const)(
    "%s in float32 is within 2 ulps",
    (name) => {
      const range =
        name === "log" || name === "sqrt" ? [0, 50] : name === "log1p" ? [-1, 5] : [-80, 80];
      const [low = 0, high = 0] = range;
      const x = [...grid(low, high, 997), ...grid(low / 99, high / 99, 997)].map(Math.fround);
      const exact = evaluate(name, x);
      evaluate32(name, x).forEach((got, i) => {
        const want = exact[i] as number;
        const ulp = 2 ** (Math.floor(Math.log2(Math.abs(want))) - 23);
        expect(Math.abs(got - want), `at ${x[i] as number}`).toBeLessThanOrEqual(2 * ulp);
      });
    },
  );

  it("logarithms, tangents and sines have the limits of IEEE 754", () => {
    for (const f of [evaluate, evaluate32]) {
      expect(f("log", [0, -0, -1, Infinity, NaN, 1])).toEqual([
        -Infinity,
        -Infinity,
        NaN,
        Infinity,
        NaN,
        0,
      ]);
      expect(f("log1p", [-0, 0, -1, -2, Infinity, NaN])).toEqual([
        -0,
        0,
        -Infinity,
        NaN,
        Infinity,
        NaN,
      ]);
      expect(f("expm1", [-0, 0, -Infinity, Infinity, NaN, -50])).toEqual([
        -0,
        0,
        -1,
        Infinity,
        NaN,
        -1,
      ]);
      expect(f("tanh", [-0, 0, -Infinity, Infinity, NaN, 30])).toEqual([-0, 0, -1, 1, NaN, 1]);
      expect(f("sigmoid", [-Infinity, Infinity, 0, NaN])).toEqual([0, 1, 0.5, NaN]);
      expect(f("softplus", [-Infinity, Infinity, NaN])).toEqual([0, Infinity, NaN]);
      expect(f("sin", [-0, 0, Infinity, NaN])).toEqual([-0, 0, NaN, NaN]);
      expect(f("cos", [-0, -Infinity, NaN])).toEqual([1, NaN, NaN]);
      expect(f("erfc", [-Infinity, Infinity, 0, NaN])).toEqual([2, 0, 1, NaN]);
      expect(f("normalCdf", [-Infinity, Infinity, 0, NaN])).toEqual([0, 1, 0.5, NaN]);
      expect(f("reciprocal", [0, -0, 4])).toEqual([Infinity, -Infinity, 0.25]);
    }
  });

  it("limits, signed zeros and NaN come out as IEEE 754 has them", () => {
    expect(evaluate("exp", [-Infinity, -800, 0, 800, Infinity, NaN])).toEqual([
      0,
      0,
      1,
      Infinity,
      Infinity,
      NaN,
    ]);
    expect(evaluate("erf", [-Infinity, -7, -0, 0, 7, Infinity, NaN])).toEqual([
      -1,
      -1,
      -0,
      0,
      1,
      1,
      NaN,
    ]);
    // The smallest subnormal: 2⁻¹⁰⁷⁴ = exp(−744.44…).
    expect(evaluate("exp", [-744.5])[0]).toBe(5e-324);
  });

  it("any number of elements is done, and none beyond", () => {
    for (const length of [0, 1, 2, 3, 2047, 2048, 2049, 20_001]) {
      const data = new Float64Array(length + 1);
      mapInto(data.subarray(0, length), "exp", data.subarray(0, length));
      expect(data.every((value, i) => value === Number(i < length))).toBe(true);
    }
  });
});
