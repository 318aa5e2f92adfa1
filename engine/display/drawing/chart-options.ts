/** The axes of a chart, for the renderer and for the pictures made in the kernel alike. */
import type { ChartOptions, Scale, Tick } from "chart.js";
import type { AxisScale, ChartPayload, ChartSeries } from "../payload.js";
import { categoryTicks, logTicks } from "./axis-ticks.js";
import type { ChartTheme } from "./chart-theme.js";
import { logTickLabels, tickLabels } from "./number-format.js";
import { reachX } from "./series-points.js";
import { LONGEST, shortened } from "./shortened.js";

/** A part of an axis. */
export interface Extent {
  readonly min: number;
  readonly max: number;
}

/** The part of both axes that is looked at. */
export interface Window {
  readonly x: Extent;
  readonly y: Extent;
}

/** Nothing moves and nothing is read from the page: the same payload gives the same picture. */
export function chartOptions(
  payload: ChartPayload,
  theme: ChartTheme,
  window: Window | null = null,
): ChartOptions<"line"> {
  const { xScale = "linear", yScale = "linear", categories, xLabel, yLabel, series } = payload;
  return {
    animation: false,
    locale: "en-US",
    font: { family: theme.fontFamily, size: theme.fontSize },
    scales: {
      x: {
        ...axis(xLabel, xScale, theme),
        ...(categories !== undefined && named(categories, theme)),
        ...(window?.x ?? horizontalExtent(payload)),
      },
      y: { ...axis(yLabel, yScale, theme), ...(window?.y ?? verticalExtent(series, yScale)) },
    },
  };
}

function axis(label: string, scale: AxisScale, theme: ChartTheme) {
  return {
    type: scale === "log" ? ("logarithmic" as const) : ("linear" as const),
    border: { color: theme.muted },
    grid: { color: theme.grid, tickLength: 4 },
    ticks: {
      color: theme.muted,
      includeBounds: false,
      maxTicksLimit: 8,
      maxRotation: 0,
      font: { size: theme.fontSize },
      callback: scale === "log" ? logTickText : tickText,
    },
    ...(scale === "log" && {
      afterBuildTicks: (axis: Scale) => {
        axis.ticks = logTicks(axis.min, axis.max).map((value) => ({ value }));
      },
    }),
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

function logTickText(_: number | string, index: number, ticks: readonly Tick[]): string {
  const { labels, factor } = logTickLabels(ticks.map((tick) => tick.value));
  return `${labels[index] ?? ""}${factor}`;
}

/** More names than this are no longer read at one look. */
const MOST_NAMES = 24;
const LONGEST_NAME = 24;

/** Names instead of numbers. */
function named(categories: readonly string[], { muted, fontSize }: ChartTheme) {
  return {
    grid: { display: false },
    afterBuildTicks: (axis: Scale) => {
      const ticks = categoryTicks(axis.min, axis.max, categories.length, MOST_NAMES);
      axis.ticks = ticks.map((value) => ({ value }));
    },
    ticks: {
      color: muted,
      font: { size: fontSize },
      autoSkip: true,
      maxRotation: 50,
      callback: (value: number | string) =>
        shortened(categories[Number(value)] ?? "", LONGEST_NAME),
    },
  };
}

/** Lines, bands and bars reach the frame; a lone point or no point at all leaves the choice to chart.js. */
function horizontalExtent({ series, xScale, categories }: ChartPayload): Partial<Extent> {
  if (categories !== undefined) return { min: -0.5, max: categories.length - 0.5 };
  if (series.every(({ kind }) => kind === "scatter")) return {};
  let min = Infinity;
  let max = -Infinity;
  for (const value of series.flatMap(reachX).flat()) {
    if (xScale === "log" && value <= 0) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return min < max ? { min, max } : {};
}

/** Bars stand on 0; on a logarithmic axis on half of the smallest, so that it is seen. Cells fill the frame. */
function verticalExtent(series: readonly ChartSeries[], scale: AxisScale): object {
  const bars = series.filter((one) => one.kind === "bars");
  if (bars.length > 0 && scale === "linear") return { beginAtZero: true };
  const heights = bars.flatMap(({ y }) => y).filter((y) => y !== null && y > 0);
  const least = heights.reduce<number>((a, b) => Math.min(a, b ?? a), Infinity);
  if (Number.isFinite(least)) return bars.length === series.length ? { min: least / 2 } : {};
  const grids = series.flatMap((one) => (one.kind === "density" ? [one.yEdges] : []));
  if (grids.length === 0) return {};
  const edges = grids.flat();
  const [min, max] = [
    edges.reduce((a, b) => Math.min(a, b)),
    edges.reduce((a, b) => Math.max(a, b)),
  ];
  return grids.length === series.length ? { min, max } : { suggestedMin: min, suggestedMax: max };
}
