/** `text/plain` of what is shown, for terminals, diffs and viewers that know nothing else. */
import type { NDArray } from "../array/ndarray.js";
import { formatNumber } from "./drawing/number-format.js";
import { LONGEST, shortened } from "./drawing/shortened.js";
import { reachX } from "./drawing/series-points.js";
import type {
  BarSeries,
  ChartPayload,
  ChartSeries,
  DensitySeries,
  MatrixPayload,
  MatrixStatistics,
  PointSeries,
} from "./payload.js";

/** Rows and columns of a matrix that its text shows. */
const CORNER = 4;

export function matrixText(payload: Omit<MatrixPayload, "text">, first: NDArray): string {
  const { title, shape, dtype, axes, layers } = payload;
  const symmetric = layers.length > 0 && layers.every(({ statistics }) => statistics.symmetric);
  const stack = axes.map(({ name, entries }) => `${name}: ${entries.join(", ")}`);
  const lines = [
    `${title}: ${shape[0]} × ${shape[1]} ${dtype}${symmetric ? ", symmetric" : ""}`,
    ...stack.map((line) => shortened(line, LONGEST.title)),
    ...layers.slice(0, CORNER).flatMap(({ statistics }) => statisticsText(statistics)),
    ...corner(first),
  ];
  return lines.join("\n");
}

function statisticsText({ min, max, mean, nonFinite }: MatrixStatistics): string[] {
  return [
    ...(min === null || max === null || mean === null
      ? []
      : [`from ${plain(min)} to ${plain(max)}, mean ${plain(mean)}`]),
    ...(nonFinite > 0 ? [`${nonFinite} entries are NaN or infinite`] : []),
  ];
}

function corner({ data, shape }: NDArray): string[] {
  const [rows = 0, cols = 0] = shape;
  const shown = Array.from({ length: Math.min(rows, CORNER) }, (_, row) =>
    Array.from(data.slice(row * cols, row * cols + Math.min(cols, CORNER)), plain),
  );
  const width = Math.max(0, ...shown.flat().map(({ length }) => length));
  const more = cols > CORNER ? " …" : "";
  const lines = shown.map((row) => row.map((cell) => ` ${cell.padStart(width)}`).join("") + more);
  return rows > CORNER && cols > 0 ? [...lines, ` ${"⋮".padStart(width)}`] : lines;
}

export function chartText(payload: ChartPayload): string {
  const { title, xLabel, yLabel, series } = payload;
  const axes = [yLabel, xLabel].filter((label) => label !== "").join(" against ");
  const heading = [title, axes].filter((part) => part !== "").join(": ");
  const lines = series.flatMap((one) => seriesText(one, payload.categories ?? null));
  return [heading === "" ? "Chart" : heading, ...lines].join("\n");
}

function seriesText(series: ChartSeries, categories: readonly string[] | null): string[] {
  if (series.kind === "density") return [densityText(series)];
  const { name, kind, x, y } = series;
  const known = y.filter((value) => value !== null);
  const gaps = y.length - known.length;
  const missing = gaps === 0 ? "" : `, ${gaps} left out (NaN or infinite)`;
  const unit = kind === "bars" ? "bars" : "points";
  const at = categories === null ? `x ${rangeText(reachX(series).flat())}, ` : "";
  const head = `  ${name} (${kind}, ${x.length} ${unit}): ${at}y ${rangeText(known)}${missing}`;
  return categories === null ? [head] : [head, ...namedValues(series, categories)];
}

/** `cats 3, dogs 4`: few enough to be read. */
function namedValues({ x, y }: PointSeries | BarSeries, categories: readonly string[]): string[] {
  if (x.length > MOST_NAMED) return [];
  const words = x.map((at, i) => `${categories[at] ?? ""} ${plain(y[i] ?? NaN)}`);
  return [`    ${words.join(", ")}`];
}

const MOST_NAMED = 12;

function densityText({ name, xEdges, yEdges, counts }: DensitySeries): string {
  const points = counts.reduce((sum, count) => sum + count, 0);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const cells = `${xEdges.length - 1} × ${yEdges.length - 1} cells`;
  return `  ${name} (density, ${points} points in ${cells}): x ${rangeText(xEdges)}, y ${rangeText(yEdges)}, at most ${most} in a cell`;
}

function rangeText(values: readonly number[]): string {
  if (values.length === 0) return "nowhere";
  return `${plain(least(values))} … ${plain(-least(values.map((v) => -v)))}`;
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
}

/** With the minus sign that programs read. */
function plain(value: number): string {
  return formatNumber(value).replaceAll("−", "-");
}
