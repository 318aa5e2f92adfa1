/** Draws of long series what the screen can show of the part that is looked at. */
import type { Chart, Plugin } from "chart.js";
import { chartDatasets } from "../../engine/display/drawing/chart-datasets.js";
import type { Extent } from "../../engine/display/drawing/chart-options.js";
import type { ChartTheme } from "../../engine/display/drawing/chart-theme.js";
import { isLong, keptPoints } from "../../engine/display/drawing/kept-points.js";
import { isPoints } from "../../engine/display/drawing/series-points.js";
import type { ChartPayload, PointSeries } from "../../engine/display/payload.js";
import { isOurs } from "./speaking.js";

/** @param drawn - what the chart is of now */
export function decimation(
  drawn: () => { readonly payload: ChartPayload; readonly theme: ChartTheme },
): Plugin<"line"> {
  return {
    id: "ntkbook-decimation",
    // Before the scales are worked out: what is looked at stands in their options.
    beforeElementsUpdate: (chart) => {
      const { payload, theme } = drawn();
      const long = payload.series.filter(isPoints).filter(isLong);
      if (long.length === 0) return;
      const whole = { x: extentOf(long.map(({ x }) => x)), y: extentOf(long.map(({ y }) => y)) };
      const { xScale = "linear", yScale = "linear" } = payload;
      const { width, height } = chart;
      const looked = { x: looking(chart, "x", whole.x), y: looking(chart, "y", whole.y) };
      const screen = { ...looked, xScale, yScale, width, height };
      redata(chart, payload, (series) =>
        chartDatasets({ ...payload, series: [series] }, theme, (one) => keptPoints(one, screen)),
      );
    },
  };
}

function extentOf(columns: readonly (readonly (number | null)[])[]): Extent {
  let [min, max] = [Infinity, -Infinity];
  for (const value of columns.flat()) {
    if (value === null) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { min, max };
}

function looking(chart: Chart<"line">, axis: "x" | "y", whole: Extent): Extent {
  const { min, max } = chart.options.scales?.[axis] ?? {};
  return {
    min: typeof min === "number" ? min : whole.min,
    max: typeof max === "number" ? max : whole.max,
  };
}

/** Hands over points alone: a dataset that stays the same object keeps its place and its visibility. */
function redata(
  chart: Chart<"line">,
  { series }: ChartPayload,
  datasetsOf: (series: PointSeries) => ReturnType<typeof chartDatasets>,
): void {
  series.forEach((one, index) => {
    if (!isPoints(one) || !isLong(one)) return;
    const fresh = datasetsOf(one);
    const own = chart.data.datasets.filter((set) => isOurs(set) && set.series === index);
    own.forEach((dataset, place) => (dataset.data = fresh[place]?.data ?? dataset.data));
  });
}
