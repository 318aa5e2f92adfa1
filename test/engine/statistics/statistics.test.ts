import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  array,
  DomainError,
  logsumexp,
  median,
  quantile,
  std,
  variance,
  type NDArray,
} from "../../../engine/index.js";

const list = (x: NDArray) => [...x.data];
const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 });

describe("statistics", () => {
  it("variance is the mean square distance from the mean, of 0 … n − 1 (n² − 1)/12", () => {
    for (const n of [2, 5, 100]) {
      const x = Array.from({ length: n }, (_, i) => i);
      expect(variance(x).item()).toBeCloseTo((n * n - 1) / 12, 9);
      expect(variance(x, null, { ddof: 1 }).item()).toBeCloseTo((n * (n + 1)) / 12, 9);
    }
    expect(
      list(
        std(
          [
            [1, 3],
            [2, 8],
          ],
          1,
        ),
      ),
    ).toEqual([1, 3]);
    expect(variance([[1, 3]], 1, { keepdims: true }).shape).toEqual([1, 1]);
    expect(() => variance([1], null, { ddof: 1 })).toThrow(DomainError);
  });

  it("logsumexp is log Σ eˣ where that does not overflow, and its limit where it does", () => {
    fc.assert(
      fc.property(numbers, (v) => {
        const direct = Math.log(v.reduce((sum, x) => sum + Math.exp(x), 0));
        expect(logsumexp(v).item()).toBeCloseTo(direct, 11);
      }),
    );
    expect(logsumexp([1e308, 1e308]).item()).toBe(1e308);
    expect(logsumexp([-Infinity, -Infinity]).item()).toBe(-Infinity);
    expect(logsumexp([Infinity, 0]).item()).toBe(Infinity);
    expect(
      list(
        logsumexp(
          [
            [0, 0],
            [1, -Infinity],
          ],
          1,
        ),
      ),
    ).toEqual([Math.log(2), 1]);
    expect(logsumexp(array([1, 2], { dtype: "float32" })).dtype).toBe("float32");
  });

  it("quantiles of order statistics are these, linear between", () => {
    fc.assert(
      fc.property(numbers, (v) => {
        const sorted = v.toSorted((a, b) => a - b);
        const levels = sorted.map((_, k) => k / (v.length - 1));
        list(quantile(v, levels)).forEach((got, k) => {
          expect(got).toBeCloseTo(sorted[k] as number, 9);
        });
        const middle = (v.length - 1) / 2;
        const two = [sorted[Math.floor(middle)] as number, sorted[Math.ceil(middle)] as number];
        expect(median(v).item()).toBe(((two[0] as number) + (two[1] as number)) / 2);
      }),
    );
    expect(
      quantile(
        [
          [1, 5],
          [3, 9],
        ],
        [0, 0.5],
        0,
      ).toArray(),
    ).toEqual([
      [1, 5],
      [2, 7],
    ]);
    expect(
      median(
        [
          [1, 5],
          [3, 9],
        ],
        1,
      ).toArray(),
    ).toEqual([3, 6]);
    expect(() => quantile([1], 2)).toThrow(/no level/);
  });
});
