/** Which points of a long series a screen of so many pixels shows. */
import type { AxisScale, PointSeries } from "../payload.js";
import type { Extent } from "./chart-options.js";
import { extremesWithin } from "./extremes.js";
import { columnsOf } from "./series-points.js";

/** Fewer are drawn as they are. */
const FEW = 4000;

/** Pixels of a side of the squares that show one point of a scatter each: smaller than a point. */
const SQUARE = 3;

export interface Screen {
  readonly x: Extent;
  readonly y: Extent;
  readonly xScale: AxisScale;
  readonly yScale: AxisScale;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

export const isLong = ({ x }: PointSeries): boolean => x.length > FEW;

/** Null for all: they are few, or a line that runs to and fro. */
export function keptPoints(series: PointSeries, screen: Screen): number[] | null {
  if (!isLong(series)) return null;
  if (series.kind === "scatter") return onTop(series.x, series.y, screen);
  if (!ascends(series.x)) return null;
  const { x, width } = screen;
  // One more on either side, so that the line reaches the frame.
  const start = Math.max(0, firstFrom(series.x, x.min) - 1);
  const end = Math.min(series.x.length, firstFrom(series.x, x.max) + 2);
  return extremesWithin(columnsOf(series), { start, end }, Math.max(1, width));
}

/** Of the points on each square the last, which lies on top of the others. */
function onTop(x: readonly number[], y: readonly (number | null)[], screen: Screen): number[] {
  const [cols, rows] = [Math.ceil(screen.width / SQUARE), Math.ceil(screen.height / SQUARE)];
  const colOf = cellOf(screen.x, screen.xScale, cols);
  const rowOf = cellOf(screen.y, screen.yScale, rows);
  const seen = new Map<number, number>();
  for (let i = 0; i < x.length; i++) {
    const col = colOf(x[i] ?? NaN);
    const row = rowOf(y[i] ?? NaN);
    if (col >= 0 && col <= cols && row >= 0 && row <= rows) seen.set(col * (rows + 1) + row, i);
  }
  return [...seen.values()].sort((a, b) => a - b);
}

/** Which of so many parts of an axis a value lies in, from 0 to their number. */
function cellOf({ min, max }: Extent, scale: AxisScale, cells: number): (value: number) => number {
  const along = scale === "log" ? Math.log10 : (value: number) => value;
  const [start, end] = [along(min), along(max)];
  return (value) => Math.floor(((along(value) - start) / (end - start)) * cells);
}

const known = new WeakMap<readonly number[], boolean>();

function ascends(x: readonly number[]): boolean {
  const before = known.get(x);
  if (before !== undefined) return before;
  const is = x.every((value, i) => i === 0 || value >= (x[i - 1] ?? NaN));
  known.set(x, is);
  return is;
}

/** Index of the first that is at least `value`. */
function firstFrom(ascending: readonly number[], value: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? NaN) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
