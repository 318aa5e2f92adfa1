/** A chart and its points in words. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { ChartPayload, ChartSeries } from "../../engine/display/payload.js";
import { shortened } from "../../engine/display/drawing/shortened.js";

const LONGEST_NAME = 60;

export function seriesName({ name }: ChartSeries): string {
  return shortened(name, LONGEST_NAME);
}

/** `0.53, band 0.2 to 0.8` */
export function valueWords(series: ChartSeries, index: number): string {
  const number = (values: readonly (number | null)[]) => formatNumber(values[index] ?? NaN);
  const value = number(series.y);
  if (series.kind !== "band") return value;
  return `${value}, band ${number(series.lower)} to ${number(series.upper)}`;
}

export function pointWords(payload: ChartPayload, series: ChartSeries, index: number): string {
  const x = `${payload.xLabel === "" ? "x" : payload.xLabel} ${formatNumber(series.x[index] ?? NaN)}`;
  return `${seriesName(series)}, point ${index + 1} of ${series.x.length}: ${x}, ${valueWords(series, index)}`;
}

export function chartSummary({ title, xLabel, yLabel, series }: ChartPayload): string {
  const axes = [yLabel, xLabel].filter((label) => label !== "").join(" against ");
  const lines = series.map(
    (one) => `${seriesName(one)}: ${one.kind} of ${one.x.length} points${rangeWords(one)}`,
  );
  return [title === "" ? "Chart" : title, axes, ...lines].filter((part) => part !== "").join("; ");
}

function rangeWords({ y }: ChartSeries): string {
  const known = y.filter((value) => value !== null).sort((a, b) => a - b);
  const [least, greatest] = [known[0], known[known.length - 1]];
  if (least === undefined || greatest === undefined) return "";
  return ` from ${formatNumber(least)} to ${formatNumber(greatest)}`;
}
