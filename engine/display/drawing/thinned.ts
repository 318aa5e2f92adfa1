/** A picture of very many points holds those that can be seen. */
import { extremesWithin } from "./extremes.js";
import { columnsOf, isPoints, taken } from "./series-points.js";
import type { ChartSeries } from "../payload.js";

/** More points than this hide each other; drawn one by one they would make 44 MB of SVG from 100,000. */
const MOST_POINTS = 2000;

/** Cells along each axis that show one point each: a little smaller than a point on the paper. */
const COLUMNS = 100;
const ROWS = 60;

/** A line hides nothing; one of more points than this is only a large file. */
const MOST_VERTICES = 10_000;

/** Runs of a line, each drawn by its extremes: about one for each pixel that the picture is wide. */
const RUNS = 640;

/** A line of its extremes, a crowded scatter without the points that lie beneath another; every outlier stays. */
export function thinned(series: ChartSeries): ChartSeries {
  if (!isPoints(series)) return series;
  const { length } = series.x;
  if (length <= (series.kind === "scatter" ? MOST_POINTS : MOST_VERTICES)) return series;
  if (series.kind !== "scatter")
    return taken(series, extremesWithin(columnsOf(series), { start: 0, end: length }, RUNS));
  const points = series.x.map((x, i) => ({ x, y: series.y[i] ?? NaN }));
  const known = points.filter(({ y }) => !Number.isNaN(y));
  const column = cellOf(series.x, COLUMNS);
  const row = cellOf(
    known.map(({ y }) => y),
    ROWS,
  );
  const cells = new Map(known.map((point) => [column(point.x) * ROWS + row(point.y), point]));
  const seen = [...cells.values()];
  return { ...series, x: seen.map(({ x }) => x), y: seen.map(({ y }) => y) };
}

/** Which of `cells` parts of the range of `values` one of them lies in. */
function cellOf(values: readonly number[], cells: number): (value: number) => number {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return (value) =>
    most > least ? Math.round(((value - least) / (most - least)) * (cells - 1)) : 0;
}
