/** What stands at an axis: group names at their middles, or row numbers. */
import { ticks } from "d3-array";
import { shortened } from "../../engine/display/drawing/shortened.js";
import type { Group } from "./groups.js";

export interface AxisLabel {
  readonly text: string;
  /** Share of the axis, 0 to 1. */
  readonly at: number;
}

const LONGEST_LABEL = 14;
/** Pixels between two labels. */
const ROW_PITCH = 13;
const COLUMN_PITCH = 44;
const NUMBER_PITCH = 60;

export type Axis = "rows" | "columns";

/** @param pixels - length of the axis */
export function axisLabels(
  length: number,
  groups: readonly Group[] | null,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] {
  const named = groups === null ? null : groupLabels(groups, length, axis, pixels);
  return named ?? numbers(length, pixels);
}

/** Null when a group is too narrow for its name. */
function groupLabels(
  groups: readonly Group[],
  length: number,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] | null {
  const labels = groups.map(({ label, start, end }) => ({
    text: shortened(label, LONGEST_LABEL),
    at: (start + end) / 2 / length,
  }));
  const longest = Math.max(...labels.map(({ text }) => text.length));
  const pitch = axis === "rows" ? ROW_PITCH : Math.min(COLUMN_PITCH, 6 + 7 * longest);
  const narrowest = Math.min(...groups.map(({ start, end }) => end - start));
  return (narrowest / length) * pixels >= pitch ? labels : null;
}

function numbers(length: number, pixels: number): readonly AxisLabel[] {
  if (length === 1) return [{ text: "0", at: 0.5 }];
  const wanted = Math.max(1, Math.min(length, Math.floor(pixels / NUMBER_PITCH)));
  return ticks(0, length - 1, wanted)
    .filter(Number.isInteger)
    .map((index) => ({ text: String(index), at: (index + 0.5) / length }));
}
