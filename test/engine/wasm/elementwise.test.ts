import { describe, expect, it } from "vitest";
import { mapInto } from "../../../engine/wasm/elementwise.js";
import type { ElementFunction } from "../../../engine/wasm/elementwise-tasks.js";
import { erfOracle, expOracle, fromFixed } from "./oracle.js";

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

/** Distance from 1 to the next number, at the size of y. */
const ulp = (y: number, digits: number) => 2 ** (Math.floor(Math.log2(Math.abs(y))) - digits + 1);

/** The largest error in units in the last place. */
function worst(got: readonly number[], want: readonly number[], digits: number): number {
  return got.reduce((most, y, i) => {
    const exact = want[i] as number;
    return Math.max(most, Math.abs(y - exact) / ulp(exact, digits));
  }, 0);
}

const grid = (first: number, last: number, count: number) =>
  Array.from({ length: count }, (_, i) => first + ((last - first) * (i + 0.37)) / count);

describe("the vectorised functions", () => {
  // The oracle is rounded to double, which adds half an ulp to what is measured.
  it("exp is within 1.5 ulps from the smallest normal result to the largest", () => {
    const x = [...grid(-708, 709, 500), ...grid(-1, 1, 300)];
    expect(
      worst(
        evaluate("exp", x),
        x.map((v) => fromFixed(expOracle(v))),
        53,
      ),
    ).toBeLessThan(2);
  });

  it("erf is within 2 ulps on both branches and both signs, tiny arguments included", () => {
    const x = [...grid(-6, 6, 600), ...grid(0.9, 1.1, 200), 1e-5, -1e-5];
    expect(
      worst(
        evaluate("erf", x),
        x.map((v) => fromFixed(erfOracle(v))),
        53,
      ),
    ).toBeLessThan(2.5);
    // erf x = 2x/√π (1 − x²/3 + …): the linear term is exact to double here.
    for (const tiny of [1e-300, 1e-30, 1e-12]) {
      expect(evaluate("erf", [tiny])[0]).toBeCloseTo((2 / Math.sqrt(Math.PI)) * tiny, 300);
    }
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
