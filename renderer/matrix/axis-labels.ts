/** What stands at an axis: group names at their middles, or row numbers. */
import { ticks } from "d3-array";
import { shortened } from "../../engine/display/drawing/shortened.js";
import type { Group } from "./groups.js";

export interface AxisLabel {
  readonly text: string;
  /** Share of the visible axis, 0 to 1. */
  readonly at: number;
}

/** Entries [from, to) of an axis are seen. */
export interface Visible {
  readonly from: number;
  readonly to: number;
}

const LONGEST_LABEL = 14;
/** Pixels between two labels. */
const ROW_PITCH = 13;
const COLUMN_PITCH = 44;
const NUMBER_PITCH = 60;

export type Axis = "rows" | "columns";

/** @param pixels - length of the axis */
export function axisLabels(
  visible: Visible,
  groups: readonly Group[] | null,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] {
  const named = groups === null ? null : groupLabels(groups, visible, axis, pixels);
  return named ?? numbers(visible, pixels);
}

/** Null when a group is too narrow for its name; where each entry has one, as coordinates do, some stand for all. */
function groupLabels(
  groups: readonly Group[],
  { from, to }: Visible,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] | null {
  const seen = groups
    .map(({ label, start, end }) => ({
      text: shortened(label, LONGEST_LABEL),
      start: Math.max(start, from),
      end: Math.min(end, to),
    }))
    .filter(({ start, end }) => start < end);
  const longest = Math.max(...seen.map(({ text }) => text.length));
  const pitch = axis === "rows" ? ROW_PITCH : Math.min(COLUMN_PITCH, 6 + 7 * longest);
  const narrowest = Math.min(...groups.map(({ start, end }) => end - start));
  const entries = (pitch / pixels) * (to - from);
  const single = groups.every(({ start, end }) => end - start === 1);
  if (narrowest < entries && !single) return null;
  const stride = Math.max(1, Math.ceil(entries / narrowest));
  const named = seen.filter(({ start }) => Math.floor(start) % stride === 0);
  return named.map(({ text, start, end }) => ({
    text,
    at: ((start + end) / 2 - from) / (to - from),
  }));
}

function numbers({ from, to }: Visible, pixels: number): readonly AxisLabel[] {
  const length = to - from;
  if (from === 0 && to === 1) return [{ text: "0", at: 0.5 }];
  const wanted = Math.max(1, Math.min(Math.ceil(length), Math.floor(pixels / NUMBER_PITCH)));
  return ticks(Math.ceil(from - 0.5), Math.floor(to - 0.5), wanted)
    .filter(Number.isInteger)
    .map((index) => ({ text: String(index), at: (index + 0.5 - from) / length }));
}
