/** A chart and its points in words. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";

/** `0.53, band 0.2 to 0.8` */
export function valueWords(series: ChartSeries, index: number): string {
  const number = (values: readonly (number | null)[]) => formatNumber(values[index] ?? NaN);
  const value = number(series.y);
  if (series.kind !== "band") return value;
  return `${value}, band ${number(series.lower)} to ${number(series.upper)}`;
}

export function pointWords(payload: ChartPayload, series: ChartSeries, index: number): string {
  const x = `${payload.xLabel === "" ? "x" : payload.xLabel} ${formatNumber(series.x[index] ?? NaN)}`;
  return `${series.name}, point ${index + 1} of ${series.x.length}: ${x}, ${valueWords(series, index)}`;
}

export function chartSummary({ title, xLabel, yLabel, series }: ChartPayload): string {
  const axes = [yLabel, xLabel].filter((label) => label !== "").join(" against ");
  const lines = series.map(
    (one) => `${one.name}: ${one.kind} of ${one.x.length} points${rangeWords(one)}`,
  );
  return [title === "" ? "Chart" : title, axes, ...lines].filter((part) => part !== "").join("; ");
}

function rangeWords({ y }: ChartSeries): string {
  const known = y.filter((value) => value !== null);
  if (known.length === 0) return "";
  const least = known.reduce((a, b) => Math.min(a, b));
  const greatest = known.reduce((a, b) => Math.max(a, b));
  return ` from ${formatNumber(least)} to ${formatNumber(greatest)}`;
}
