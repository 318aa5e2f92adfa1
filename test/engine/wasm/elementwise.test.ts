import { describe, expect, it } from "vitest";
import { mapInto } from "../../../engine/wasm/elementwise.js";
import type { ElementFunction } from "../../../engine/wasm/elementwise-tasks.js";
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
function worst(name: ElementFunction, x: readonly number[]): number {
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

  it("float32 results are the rounded double ones", () => {
    const x = grid(-5, 5, 501).map(Math.fround);
    for (const name of ["exp", "erf"] as const) {
      expect(evaluate32(name, x)).toEqual(evaluate(name, x).map(Math.fround));
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
