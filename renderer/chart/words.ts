/** A chart and its points in words. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import {
  barSpans,
  cells,
  isPoints,
  type Cell,
} from "../../engine/display/drawing/series-points.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";

/** `0.53, band 0.2 to 0.8`; `12`; `34 points` */
export function valueWords(payload: ChartPayload, series: ChartSeries, index: number): string {
  if (series.kind === "density") {
    const count = cellAt(payload, series, index)?.count ?? 0;
    return `${count} ${count === 1 ? "point" : "points"}`;
  }
  const number = (values: readonly (number | null)[]) => formatNumber(values[index] ?? NaN);
  const value = number(series.y);
  if (series.kind !== "band") return value;
  return `${value}, band ${number(series.lower)} to ${number(series.upper)}`;
}

/** `step = 3`, `weight = 0.1 to 0.2`, `cats` */
export function placeWords(
  payload: ChartPayload,
  series: ChartSeries,
  index: number,
  joint: " = " | " ",
): string {
  const { categories, xLabel, yLabel } = payload;
  const x = xLabel === "" ? "x" : xLabel;
  const span = (from: number, to: number) => `${formatNumber(from)} to ${formatNumber(to)}`;
  if (series.kind === "density") {
    const cell = cellAt(payload, series, index);
    if (cell === undefined) return "";
    const y = yLabel === "" ? "y" : yLabel;
    return `${x}${joint}${span(cell.left, cell.right)}, ${y}${joint}${span(cell.bottom, cell.top)}`;
  }
  const at = series.x[index] ?? NaN;
  if (categories !== undefined) return categories[at] ?? "";
  if (series.kind !== "bars" || !series.intervals) return `${x}${joint}${formatNumber(at)}`;
  const bar = barSpans(series)[index];
  return `${x}${joint}${span(bar?.left ?? NaN, bar?.right ?? NaN)}`;
}

function cellAt(
  { xScale = "linear", yScale = "linear" }: ChartPayload,
  series: Extract<ChartSeries, { kind: "density" }>,
  index: number,
): Cell | undefined {
  return cells(series, xScale, yScale)[index];
}

export function pointWords(payload: ChartPayload, series: ChartSeries, index: number): string {
  const unit = UNITS[series.kind][0];
  const place = placeWords(payload, series, index, " ");
  const value = valueWords(payload, series, index);
  return `${series.name}, ${unit} ${index + 1} of ${sizeOf(series)}: ${place}, ${value}`;
}

/** One, and many. */
const UNITS = {
  line: ["point", "points"],
  band: ["point", "points"],
  scatter: ["point", "points"],
  bars: ["bar", "bars"],
  density: ["cell", "cells with points"],
} as const satisfies Record<ChartSeries["kind"], readonly [string, string]>;

/** How many points, bars or cells one can walk along. */
const sizeOf = (series: ChartSeries): number =>
  series.kind === "density" ? series.counts.filter((count) => count > 0).length : series.x.length;

export function chartSummary(payload: ChartPayload): string {
  const { title, xLabel, yLabel, series, xScale, yScale } = payload;
  const axes = [yLabel, xLabel].filter((label) => label !== "").join(" against ");
  const scales = [xScale === "log" ? "x" : "", yScale === "log" ? "y" : ""].filter(Boolean);
  const logarithmic = scales.length === 0 ? "" : `${scales.join(" and ")} logarithmic`;
  return [title === "" ? "Chart" : title, axes, logarithmic, ...series.map(seriesWords)]
    .filter((part) => part !== "")
    .join("; ");
}

function seriesWords(series: ChartSeries): string {
  const what = `${series.name}: ${series.kind} of ${sizeOf(series)} ${UNITS[series.kind][1]}`;
  if (series.kind === "density")
    return `${what}, at most ${formatNumber(series.counts.reduce((a, b) => Math.max(a, b), 0))} in one`;
  const known = series.y.filter((value) => value !== null);
  if (known.length === 0) return what;
  const least = known.reduce((a, b) => Math.min(a, b));
  const greatest = known.reduce((a, b) => Math.max(a, b));
  const where = isPoints(series)
    ? ""
    : `, greatest at ${formatNumber(series.x[series.y.indexOf(greatest)] ?? NaN)}`;
  return `${what} from ${formatNumber(least)} to ${formatNumber(greatest)}${where}`;
}
