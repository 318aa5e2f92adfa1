import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  colorScale as scaleOfExtent,
  extentOf,
  extentOfAll,
  scaleKinds as kindsOfExtent,
  type ScaleKind,
} from "../../../engine/display/drawing/color-scale.js";

const colorScale = (values: readonly number[], kind: ScaleKind) =>
  scaleOfExtent(extentOf(values), kind);
const scaleKinds = (values: readonly number[]) => kindsOfExtent(extentOf(values));

/** What a preview can hold. */
const finite = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
  minLength: 1,
  maxLength: 40,
});

describe("the colour scale", () => {
  it("puts the least value at 0 and the greatest at 1 when the signs agree", () => {
    const scale = colorScale([2, 3, 10], "linear");
    expect(scale.map).toBe("sequential");
    expect([2, 6, 10].map(scale.position)).toEqual([0, 0.5, 1]);
  });

  it("diverges with 0 in the middle when the signs mix", () => {
    for (const kind of ["linear", "symlog"] as const) {
      const scale = colorScale([-1, 0, 4], kind);
      expect(scale.map).toBe("diverging");
      expect(scale.domain).toEqual([-4, 4]);
      expect(scale.position(0)).toBeCloseTo(0.5, 14);
    }
  });

  it("gives equal steps to equal ratios when logarithmic", () => {
    const { position } = colorScale([1, 10, 100, 1000], "log");
    expect([1, 10, 100, 1000].map(position).map((t) => Math.round(t * 3e9) / 3e9)).toEqual(
      [0, 1, 2, 3].map((step) => Math.round((step / 3) * 3e9) / 3e9),
    );
  });

  it("offers the logarithm of positive values and its symmetric form of all others", () => {
    expect(scaleKinds([1, 2])).toEqual(["linear", "log"]);
    expect(scaleKinds([0, 2])).toEqual(["linear", "symlog", "log"]);
    expect(scaleKinds([-1, 2, NaN])).toEqual(["linear", "symlog", "log"]);
    expect(scaleKinds([3, 3])).toEqual(["linear"]);
  });

  it("is monotone and stays in [0, 1] whatever the values", () => {
    fc.assert(
      fc.property(finite, (values) => {
        for (const kind of scaleKinds(values)) {
          const { position } = colorScale(values, kind);
          const ordered = (x: number) => (kind === "log" ? Math.abs(x) : x);
          const places = [...values].sort((a, b) => ordered(a) - ordered(b)).map(position);
          for (const [i, place] of places.entries()) {
            expect(place).toBeGreaterThanOrEqual(
              i === 0 ? -1e-12 : (places[i - 1] as number) - 1e-12,
            );
            expect(place).toBeLessThanOrEqual(1 + 1e-12);
          }
        }
      }),
    );
  });

  it("keeps its ticks inside the bar, in ascending order, each with a label", () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 2, max: 12 }), (values, count) => {
        for (const kind of scaleKinds(values)) {
          const scale = colorScale(values, kind);
          const ticks = scale.ticks(count);
          expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
          expect(scale.labels(ticks).labels).toHaveLength(ticks.length);
          for (const tick of ticks) {
            expect(scale.position(tick)).toBeGreaterThanOrEqual(-1e-9);
            expect(scale.position(tick)).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });

  it("labels a bar that holds few powers of ten, or lies below zero, as well", () => {
    expect(colorScale([0, 3, 5], "symlog").ticks(4).length).toBeGreaterThanOrEqual(3);
    expect(colorScale([-1000, -1], "symlog").ticks(8)).toEqual([-1000, -100, -10, -1]);
    expect(colorScale([-5, -2], "symlog").ticks(4)).toEqual([-5, -4, -3, -2]);
  });

  it("shows magnitudes by log |x| where there are zeros or both signs", () => {
    const scale = colorScale([-100, 0, 1, 10], "log");
    expect(scale.map).toBe("sequential");
    expect(scale.domain).toEqual([1, 100]);
    expect([0, 1, -10, 10, -100].map(scale.position)).toEqual([0, 0, 0.5, 0.5, 1]);
  });

  it("leaves the tails out of a robust range", () => {
    const one = { mean: 0, nonFinite: 0, symmetric: false };
    const first = { ...one, min: -50, max: 90, smallest: 0.5, low: -1, high: 2 };
    const second = { ...one, min: 0, max: 1, smallest: 0.25, low: 0, high: 1 };
    expect(extentOfAll([first, second], "full")).toEqual({ min: -50, max: 90, smallest: 0.25 });
    expect(extentOfAll([first, second], "robust")).toEqual({ min: -1, max: 2, smallest: 0.25 });
    const nothing = { ...one, min: null, max: null, smallest: null, low: null, high: null };
    expect(extentOfAll([nothing], "full")).toEqual({ min: 0, max: 0, smallest: 1 });
  });

  it("takes the largest numbers, constant, empty and entirely non-finite matrices", () => {
    const cases: [number[], ScaleKind][] = [
      [[5, 5], "linear"],
      [[0, 0], "symlog"],
      [[], "linear"],
      [[NaN, Infinity], "linear"],
      [[-1e308, 1.5e308], "linear"],
      [[-1e308, 1.5e308], "symlog"],
      [[Number.MAX_VALUE, Number.MAX_VALUE], "linear"],
    ];
    for (const [values, kind] of cases) {
      const { position, domain, ticks } = colorScale(values, kind);
      expect(position(domain[0])).toBe(0);
      expect(position(domain[1])).toBe(1);
      expect(ticks(5).length).toBeGreaterThan(0);
      expect(ticks(5).every(Number.isFinite)).toBe(true);
    }
  });
});
