import { describe, expect, it } from "vitest";
import { thinned as thin } from "../../../engine/display/drawing/thinned.js";
import type { LineSeries, ScatterSeries } from "../../../engine/display/payload.js";

/** As a picture holds it. */
function thinned(series: ScatterSeries | LineSeries): ScatterSeries | LineSeries {
  const drawn = thin(series);
  if (drawn.kind === "line" || drawn.kind === "scatter") return drawn;
  throw new Error(`a ${series.kind} became a ${drawn.kind}`);
}

const scatter = (x: number[], y: (number | null)[]) =>
  ({ kind: "scatter", name: "s", x, y }) as const;

describe("the points of a picture", () => {
  it("are all drawn while they can be told apart, and those of a line much longer", () => {
    const few = scatter([0, 0, 1], [5, 5, null]);
    expect(thinned(few)).toBe(few);
    const x = Array.from({ length: 5000 }, (_, i) => i);
    const line = { kind: "line", name: "l", x, y: x } as const;
    expect(thinned(line)).toBe(line);
  });

  it("are the extremes of a line of very many", () => {
    const x = Array.from({ length: 100_000 }, (_, i) => i);
    const y = x.map((i) => Math.sin(i / 1000));
    y[54_321] = 9;
    const kept = thinned({ kind: "line", name: "l", x, y });
    expect(kept.x.length).toBeLessThan(3000);
    expect(kept.y[kept.x.indexOf(54_321)]).toBe(9);
  });

  it("are a few thousand of a hundred thousand, with every outlier and the whole range", () => {
    const x = Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    const y = x.map((_, i) => Math.cos(1.7 * i));
    x[777] = 9;
    y[777] = 30;
    y[778] = -5;
    const { x: keptX, y: keptY } = thinned(scatter(x, y));
    expect(keptX).toHaveLength(keptY.length);
    expect(keptX.length).toBeGreaterThan(50);
    expect(keptX.length).toBeLessThanOrEqual(6000);
    expect(keptX.filter((value, i) => value === 9 && keptY[i] === 30)).toHaveLength(1);
    expect(keptY).toContain(-5);
  });

  it("leave gaps out", () => {
    const x = Array.from({ length: 3000 }, (_, i) => i);
    expect(
      thinned(
        scatter(
          x,
          x.map(() => null),
        ),
      ).x,
    ).toEqual([]);
  });
});
