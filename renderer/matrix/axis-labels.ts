/** What stands at an axis: group names at their middles, or row numbers. */
import { ticks } from "d3-array";
import { formatNumber } from "../../engine/display/drawing/number-format.js";
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

export type Label = string | number;

/** What the entries of an axis are called, as they lie. */
export interface Names {
  readonly groups: readonly Group[] | null;
  readonly labels: readonly Label[] | null;
}

/** @param pixels - length of the axis */
export function axisLabels(
  visible: Visible,
  { groups, labels }: Names,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] {
  return (
    (groups && groupLabels(groups, visible, axis, pixels)) ??
    (labels &&
      (coordinates(labels, visible, pixels) ?? entryLabels(labels, visible, axis, pixels))) ??
    numbers(visible, pixels)
  );
}

/** Null when a group is too narrow for its name. */
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
  const narrowest = Math.min(...groups.map(({ start, end }) => end - start));
  if (narrowest < (pitchOf(seen, axis) / pixels) * (to - from)) return null;
  return seen.map(({ text, start, end }) => ({
    text,
    at: ((start + end) / 2 - from) / (to - from),
  }));
}

function pitchOf(labels: readonly { readonly text: string }[], axis: Axis): number {
  const longest = Math.max(...labels.map(({ text }) => text.length));
  return axis === "rows" ? ROW_PITCH : Math.min(COLUMN_PITCH, 6 + 7 * longest);
}

/** Null unless there is room for every entry's. */
function entryLabels(
  labels: readonly Label[],
  { from, to }: Visible,
  axis: Axis,
  pixels: number,
): readonly AxisLabel[] | null {
  if ((to - from) * ROW_PITCH > pixels) return null;
  const first = Math.floor(from);
  const seen = labels
    .slice(first, Math.ceil(to))
    .map((label, k) => ({ label: String(label), start: first + k, end: first + k + 1 }));
  return groupLabels(seen, { from, to }, axis, pixels);
}

/** How far labels that were rounded may lie beside equal steps, in steps. */
const ROUNDED = 0.1;

/** Round numbers where the labels are numbers in equal steps; null otherwise. */
function coordinates(
  labels: readonly Label[],
  { from, to }: Visible,
  pixels: number,
): readonly AxisLabel[] | null {
  const [first, last] = [labels[0], labels.at(-1)];
  if (typeof first !== "number" || typeof last !== "number" || labels.length < 3) return null;
  const step = (last - first) / (labels.length - 1);
  const even = labels.every(
    (label, k) =>
      typeof label === "number" && Math.abs(label - first - k * step) <= ROUNDED * Math.abs(step),
  );
  if (!even || step === 0) return null;
  const whole = Number.isInteger(first) && Number.isInteger(step);
  const valueAt = (place: number): number => first + (place - 0.5) * step;
  const wanted = Math.max(1, Math.floor(pixels / NUMBER_PITCH));
  const values = ticks(valueAt(from), valueAt(to), wanted);
  return values
    .filter((value) => !whole || Number.isInteger(value))
    .map((value) => ({
      text: formatNumber(value),
      at: ((value - first) / step + 0.5 - from) / (to - from),
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
