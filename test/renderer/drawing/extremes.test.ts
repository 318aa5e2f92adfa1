import { describe, expect, it } from "vitest";
import { chartPayload } from "../../../engine/display/chart.js";
import { extremes, MOST_POINTS } from "../../../engine/display/drawing/extremes.js";
import { isPoints } from "../../../engine/display/drawing/series-points.js";
import { parseChart } from "../../../renderer/payload/chart.js";

const MANY = 1_000_000;

describe("a line of a million points", () => {
  const x = Array.from({ length: MANY }, (_, i) => i);
  const y = x.map((i) => Math.sin(i / 1e5));
  y[123_456] = 7;
  y[654_321] = -7;
  const payload = chartPayload("test", { series: [{ name: "loss", x, y }] });
  const [series] = payload.series.filter(isPoints);

  it("is a chart that the renderer takes, and its name says what was kept", () => {
    expect(parseChart(payload).series.find(isPoints)?.x.length).toBeLessThan(30_000);
    expect(series?.name).toBe("loss (extremes of 1000000 points)");
  });

  it("keeps its ends and every outlier", () => {
    const at = (place: number) => series?.y[series.x.indexOf(place)];
    expect([series?.x[0], series?.x.at(-1)]).toEqual([0, MANY - 1]);
    expect([at(123_456), at(654_321)]).toEqual([7, -7]);
  });
});

it("a series that renderers take as it is stays as it is", () => {
  const column = new Array<number>(MOST_POINTS).fill(1);
  expect(extremes(MOST_POINTS, [column])).toHaveLength(MOST_POINTS);
});
