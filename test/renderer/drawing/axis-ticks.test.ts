import { describe, expect, it } from "vitest";
import { categoryTicks, logTicks } from "../../../engine/display/drawing/axis-ticks.js";

describe("ticks of a logarithmic axis", () => {
  it.each([
    ["are powers of ten", 0.0005, 200, [0.001, 0.01, 0.1, 1, 10, 100]],
    [
      "skip powers when there are many",
      1e-30,
      1,
      [1e-28, 1e-24, 1e-20, 1e-16, 1e-12, 1e-8, 1e-4, 1],
    ],
    ["are 1, 2, 5 in between where powers are few", 0.9, 22, [1, 2, 5, 10, 20]],
    ["are round numbers where even those are", 3, 4, [3, 3.2, 3.4, 3.6, 3.8, 4]],
    ["are none of an axis that is none", 0, 1, []],
  ])("%s", (_, min, max, expected) => {
    const ticks = logTicks(min, max);
    expect(ticks).toHaveLength(expected.length);
    ticks.forEach((tick, i) => expect(tick / (expected[i] ?? NaN)).toBeCloseTo(1, 9));
  });
});

describe("ticks at names", () => {
  it("are all of few and some of many, of those that are seen", () => {
    expect(categoryTicks(-0.5, 2.5, 3, 24)).toEqual([0, 1, 2]);
    expect(categoryTicks(-0.5, 99.5, 100, 10)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(categoryTicks(3.2, 5.1, 100, 10)).toEqual([4, 5]);
  });
});
