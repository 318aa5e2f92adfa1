/** The axes of a chart, for the renderer and for the pictures made in the kernel alike. */
import type { ChartOptions, Tick } from "chart.js";
import type { ChartPayload } from "../payload.js";
import type { ChartTheme } from "./chart-theme.js";
import { tickLabels } from "./number-format.js";
import { LONGEST, shortened } from "./shortened.js";

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
      text: shortened(label, LONGEST.axis),
      color: theme.foreground,
      font: { size: theme.fontSize },
    },
  };
}

/** Equally many decimals at every tick, and one power of ten for all: `0.8×10⁻⁶`. */
function tickText(value: number | string, index: number, ticks: readonly Tick[]): string {
  const { labels, factor } = tickLabels(ticks.map((tick) => tick.value));
  return Number(value) === 0 ? "0" : `${labels[index] ?? ""}${factor}`;
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
