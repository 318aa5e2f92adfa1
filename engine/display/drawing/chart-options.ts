/** The axes of a chart, for the renderer and for the pictures made in the kernel alike. */
import { Ticks, type ChartOptions, type Scale, type Tick } from "chart.js";
import type { ChartPayload } from "../payload.js";
import type { ChartTheme } from "./chart-theme.js";

/** Nothing moves and nothing is read from the page: the same payload gives the same picture. */
export function chartOptions(payload: ChartPayload, theme: ChartTheme): ChartOptions<"line"> {
  return {
    animation: false,
    locale: "en-US",
    font: { family: theme.fontFamily, size: theme.fontSize },
    scales: {
      x: { ...axis(payload.xLabel, theme), ...horizontalExtent(payload) },
      y: axis(payload.yLabel, theme),
    },
  };
}

function axis(label: string, theme: ChartTheme) {
  return {
    type: "linear" as const,
    border: { color: theme.muted },
    grid: { color: theme.grid, tickLength: 4 },
    ticks: {
      color: theme.muted,
      includeBounds: false,
      maxTicksLimit: 8,
      maxRotation: 0,
      font: { size: theme.fontSize },
      callback: tickText,
    },
    title: {
      display: label !== "",
      text: label,
      color: theme.foreground,
      font: { size: theme.fontSize },
    },
  };
}

/** chart.js' own numbers, with a true minus sign. */
function tickText(this: Scale, value: number | string, index: number, ticks: Tick[]): string {
  const text = Ticks.formatters.numeric.call(this, Number(value), index, ticks);
  return text.replaceAll("-", "−");
}

/** Lines and bands reach the frame; a lone point or no point at all leaves the choice to chart.js. */
function horizontalExtent({ series }: ChartPayload): { min?: number; max?: number } {
  if (series.every(({ kind }) => kind === "scatter")) return {};
  let min = Infinity;
  let max = -Infinity;
  for (const { x } of series) {
    for (const value of x) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
  }
  return min < max ? { min, max } : {};
}
