/** The points and rectangles that series are made of. */
import type { AxisScale, BarSeries, ChartSeries, DensitySeries, PointSeries } from "../payload.js";

/** A rectangle of a series, and the point that it is known by. */
export interface Span {
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** One that says how many points it holds. */
export interface Cell extends Span {
  readonly count: number;
}

export const isPoints = (series: ChartSeries): series is PointSeries =>
  series.kind === "line" || series.kind === "scatter" || series.kind === "band";

/** What of a series is a number, or a gap, at each x. */
export function columnsOf(series: PointSeries): readonly (readonly (number | null)[])[] {
  const edges = series.kind === "band" ? [series.lower, series.upper] : [];
  return [series.x, series.y, ...edges];
}

/** The series with these of its points. */
export function taken<S extends PointSeries>(series: S, indices: readonly number[]): S {
  const of = <T>(column: readonly T[]) => indices.flatMap((i) => column.slice(i, i + 1));
  const points = { x: of(series.x), y: of(series.y) };
  if (series.kind !== "band") return { ...series, ...points };
  return { ...series, ...points, lower: of(series.lower), upper: of(series.upper) };
}

export function barSpans({ x, y, left, right }: BarSeries): Span[] {
  return x.map((at, i) => {
    const height = y[i] ?? NaN;
    const [bottom, top] = [Math.min(0, height), Math.max(0, height)];
    return { x: at, y: height, left: left[i] ?? NaN, right: right[i] ?? NaN, bottom, top };
  });
}

/** The cells that hold points. */
export function cells(series: DensitySeries, xScale: AxisScale, yScale: AxisScale): Cell[] {
  const { xEdges, yEdges, counts } = series;
  const cols = xEdges.length - 1;
  return counts.flatMap((count, cell) => {
    if (count === 0) return [];
    const [col, row] = [cell % cols, Math.floor(cell / cols)];
    const [left, right] = [xEdges[col] ?? NaN, xEdges[col + 1] ?? NaN];
    const [bottom, top] = [yEdges[row] ?? NaN, yEdges[row + 1] ?? NaN];
    const [x, y] = [middle(left, right, xScale), middle(bottom, top, yScale)];
    return [{ x, y, left, right, bottom, top, count }];
  });
}

const middle = (a: number, b: number, scale: AxisScale): number =>
  scale === "log" && a > 0 ? Math.sqrt(a * b) : (a + b) / 2;

/** Everything that must have a place on the x axis. */
export function reachX(series: ChartSeries): readonly (readonly number[])[] {
  switch (series.kind) {
    case "bars":
      return [series.left, series.right];
    case "density":
      return [series.xEdges];
    default:
      return [series.x];
  }
}
