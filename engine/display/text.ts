/** `text/plain` of what is shown, for terminals, diffs and viewers that know nothing else. */
import type { NDArray } from "../array/ndarray.js";
import { formatNumber } from "./drawing/number-format.js";
import { LONGEST, shortened } from "./drawing/shortened.js";
import type { ChartPayload, ChartSeries, MatrixPayload, MatrixStatistics } from "./payload.js";

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

export function chartText({ title, xLabel, yLabel, series }: ChartPayload): string {
  const axes = [yLabel, xLabel].filter((label) => label !== "").join(" against ");
  const heading = [title, axes].filter((part) => part !== "").join(": ");
  return [heading === "" ? "Chart" : heading, ...series.map(seriesText)].join("\n");
}

function seriesText({ name, kind, x, y }: ChartSeries): string {
  const known = y.filter((value) => value !== null);
  const gaps = y.length - known.length;
  const range = (values: readonly number[]) =>
    values.length === 0
      ? "nowhere"
      : `${plain(least(values))} … ${plain(-least(values.map((v) => -v)))}`;
  const missing = gaps === 0 ? "" : `, ${gaps} left out (NaN or infinite)`;
  return `  ${name} (${kind}, ${x.length} points): x ${range(x)}, y ${range(known)}${missing}`;
}

function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity);
}

/** With the minus sign that programs read. */
function plain(value: number): string {
  return formatNumber(value).replaceAll("−", "-");
}
