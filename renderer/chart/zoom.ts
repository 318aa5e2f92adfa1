/** The part of the axes that is seen after zooming and moving, on linear and logarithmic scales alike. */
import type { Chart, Scale } from "chart.js";
import type { Extent, Window } from "../../engine/display/drawing/chart-options.js";
import type { Point } from "../interaction.js";

/** Shares of the plot, from its left or top edge; beyond 0 and 1 lies what is not seen now. */
type Span = readonly [number, number];

/** @param right, down - shares of the plot that the look moves by */
export function moved(chart: Chart<"line">, right: number, down: number): Window | null {
  return part(chart, [right, 1 + right], [down, 1 + down]);
}

/** @param at - the point that stays where it is */
export function zoomed(chart: Chart<"line">, factor: number, { x, y }: Point): Window | null {
  const about = (share: number): Span => [share - share / factor, share + (1 - share) / factor];
  return part(chart, about(x), about(y));
}

/** Null for a part with no length that a computer could tell. */
function part({ scales }: Chart<"line">, across: Span, down: Span): Window | null {
  const { x, y } = scales;
  if (x === undefined || y === undefined) return null;
  const window = {
    x: extent(x, [x.left, x.right], across),
    y: extent(y, [y.top, y.bottom], down),
  };
  return isRoom(window.x) && isRoom(window.y) ? window : null;
}

function extent(scale: Scale, [start, end]: Span, [from, to]: Span): Extent {
  const value = (share: number) => scale.getValueForPixel(start + share * (end - start)) ?? NaN;
  const [one, other] = [value(from), value(to)];
  return { min: Math.min(one, other), max: Math.max(one, other) };
}

/** Ticks need some digits between the ends. */
const DIGITS = 1e-9;

const isRoom = ({ min, max }: Extent): boolean =>
  Number.isFinite(min) &&
  Number.isFinite(max) &&
  max - min > DIGITS * Math.max(Math.abs(min), Math.abs(max));

const MIDDLE: Point = { x: 0.5, y: 0.5 };
const KEY_ZOOM = 1.3;
/** A share of the plot. */
const KEY_PAN = 0.15;

type Look = (chart: Chart<"line">) => Window | null;

const zooming =
  (factor: number): Look =>
  (chart) =>
    zoomed(chart, factor, MIDDLE);
const moving =
  (right: number, down: number): Look =>
  (chart) =>
    moved(chart, right, down);

/** What chords do to what is seen. */
export const ZOOM_KEYS: ReadonlyMap<string, Look> = new Map([
  ["+", zooming(KEY_ZOOM)],
  ["Shift++", zooming(KEY_ZOOM)],
  ["=", zooming(KEY_ZOOM)],
  ["-", zooming(1 / KEY_ZOOM)],
  ["Alt+ArrowLeft", moving(-KEY_PAN, 0)],
  ["Alt+ArrowRight", moving(KEY_PAN, 0)],
  ["Alt+ArrowUp", moving(0, -KEY_PAN)],
  ["Alt+ArrowDown", moving(0, KEY_PAN)],
]);
