/** Axes of small plots: where values lie, and what stands at them. */
import { ticks } from "d3-array";
import { logTicks } from "../../engine/display/drawing/axis-ticks.js";
import { logTickLabels, tickLabels } from "../../engine/display/drawing/number-format.js";

export interface PlotAxis {
  readonly label: string;
  /** 0 at the low end, 1 at the high end. */
  readonly position: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

const WANTED = 5;

export function linearAxis(label: string, min: number, max: number): PlotAxis {
  const [low, high] = min < max ? [min, max] : [min - 0.5, max + 0.5];
  const position = (value: number) => (value - low) / (high - low);
  const values = ticks(low, high, WANTED);
  const { labels, factor } = tickLabels(values);
  const unit = factor === "" ? "" : ` (${factor})`;
  return { label: label + unit, position, ticks: marks(values, labels, position) };
}

/** Of positive values; those that are not lie below its low end. */
export function logAxis(label: string, min: number, max: number): PlotAxis {
  const [low, high] = min < max ? [min, max] : [min / 2, max * 2];
  const span = Math.log10(high) - Math.log10(low);
  const position = (value: number) =>
    value > 0 ? (Math.log10(value) - Math.log10(low)) / span : -Infinity;
  const values = logTicks(low, high);
  return { label, position, ticks: marks(values, logTickLabels(values).labels, position) };
}

function marks(
  values: readonly number[],
  labels: readonly string[],
  position: (value: number) => number,
) {
  return values.map((value, k) => ({ at: position(value), text: labels[k] ?? "" }));
}
