import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matrixStatistics } from "../../../engine/display/statistics.js";

describe("the statistics of a matrix", () => {
  it("leave NaN and infinities out, and count them", () => {
    expect(matrixStatistics([1, NaN, Infinity, 4, -Infinity, 1], 2, 3)).toEqual({
      min: 1,
      max: 4,
      mean: 2,
      smallest: 1,
      low: 1,
      high: 4,
      nonFinite: 3,
      symmetric: false,
    });
  });

  it("know no range where nothing is finite", () => {
    expect(matrixStatistics([NaN], 1, 1)).toMatchObject({ min: null, max: null, mean: null });
    expect(matrixStatistics([], 0, 0)).toMatchObject({ min: null, nonFinite: 0, symmetric: true });
  });

  it("see one unequal pair anywhere in a matrix", () => {
    const n = 150; // more than two blocks of the comparison
    const symmetric = Float64Array.from({ length: n * n }, (_, at) =>
      Math.cos(Math.floor(at / n) * (at % n)),
    );
    expect(matrixStatistics(symmetric, n, n).symmetric).toBe(true);
    const off = fc.tuple(fc.nat(n - 1), fc.nat(n - 1)).filter(([i, j]) => i !== j);
    fc.assert(
      fc.property(off, ([i, j]) => {
        const spoilt = symmetric.slice();
        spoilt[i * n + j] = 7;
        expect(matrixStatistics(spoilt, n, n).symmetric).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  it("call a matrix with mirrored NaN symmetric and a rectangle not", () => {
    expect(matrixStatistics([0, NaN, NaN, 0], 2, 2).symmetric).toBe(true);
    expect(matrixStatistics([1, 1], 1, 2).symmetric).toBe(false);
  });
});
