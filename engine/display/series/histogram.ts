import { bin, thresholdFreedmanDiaconis, thresholdSturges } from "d3-array";
import { DomainError } from "../../errors.js";
import { MOST_BARS, type AxisScale, type BarSeries } from "../payload.js";
import { toNumbers, type Values } from "../values.js";
import { equalEdges, evenly, extentOf, intervalOf, isShown, type Frame } from "./frame.js";
import type { HistogramInput, SeriesInput } from "./input.js";

/** A rule that counts by the middle half of the values asks for any number of them when some lie far out. */
const MOST_BY_DEFAULT = 120;

/** The edges that all histograms of a chart get which do not say their own: of all their values. */
export function sharedEdges(
  caller: string,
  series: readonly SeriesInput[],
  scale: AxisScale,
): number[] {
  const values = series.flatMap((one) =>
    one.kind === "histogram" && one.bins === undefined
      ? toNumbers(one.values, `${caller}: values`)
      : [],
  );
  return roundEdges(values, scale);
}

function roundEdges(given: readonly number[], scale: AxisScale): number[] {
  const { to, from } = evenly[scale];
  const values = given.filter((value) => isShown(value, scale)).map(to);
  if (values.length === 0) return [];
  const [least, greatest] = extentOf(values, "linear");
  const advised = Math.max(
    thresholdFreedmanDiaconis(values, least, greatest),
    thresholdSturges(values),
  );
  const intervals = bin().domain([least, greatest]).thresholds(Math.min(MOST_BY_DEFAULT, advised));
  // The first and the last interval end where the values do: they get the length of the others.
  const inner = intervals(values)
    .flatMap(({ x1 }) => (x1 === undefined ? [] : [x1]))
    .slice(0, -1);
  const [first, second] = inner;
  if (first === undefined || second === undefined)
    return equalEdges([least, greatest], Math.max(1, advised), "linear").map(from);
  const step = second - first;
  const last = inner[inner.length - 1] ?? second;
  const before = least < first ? [first - step] : [];
  const after = greatest > last ? [last + step] : [];
  return [...before, ...inner, ...after].map(from);
}

export function histogramSeries(input: HistogramInput, name: string, frame: Frame): BarSeries {
  const where = (what: string) => `${frame.caller}: ${what} of "${name}"`;
  const { height = "count" } = input;
  if (!["count", "density"].includes(height))
    throw new DomainError(`${where("height")} is ${height}; give "count" or "density"`);
  const values = toNumbers(input.values, where("values")).filter((value) =>
    isShown(value, frame.xScale),
  );
  const edges = edgesOf(input.bins, values, { frame, where: where("bins") });
  const counts = new Array<number>(Math.max(0, edges.length - 1)).fill(0);
  let held = 0;
  for (const value of values) {
    const interval = intervalOf(edges, value);
    if (interval < 0) continue;
    counts[interval] = (counts[interval] ?? 0) + 1;
    held += 1;
  }
  const [left, right] = [edges.slice(0, -1), edges.slice(1)];
  const width = (i: number) => (right[i] ?? NaN) - (left[i] ?? NaN);
  const { to, from } = evenly[frame.xScale];
  return {
    kind: "bars",
    name,
    x: left.map((edge, i) => from((to(edge) + to(right[i] ?? NaN)) / 2)),
    y:
      height === "count"
        ? counts
        : counts.map((count, i) => count / (Math.max(1, held) * width(i))),
    left,
    right,
    intervals: true,
  };
}

function edgesOf(
  bins: number | Values | undefined,
  values: readonly number[],
  { frame, where }: { readonly frame: Frame; readonly where: string },
): readonly number[] {
  if (bins === undefined) return frame.edges;
  if (typeof bins === "number") {
    if (Number.isInteger(bins) && bins >= 1 && bins <= MOST_BARS)
      return values.length === 0
        ? []
        : equalEdges(extentOf(values, frame.xScale), bins, frame.xScale);
    throw new DomainError(
      `${where} is ${bins}; give a whole number from 1 to ${MOST_BARS}, or edges`,
    );
  }
  const edges = toNumbers(bins, where);
  const ascend = edges.every(
    (edge, i) => isShown(edge, frame.xScale) && (i === 0 || edge > (edges[i - 1] ?? NaN)),
  );
  if (ascend && edges.length >= 2 && edges.length <= MOST_BARS + 1) return edges;
  throw new DomainError(
    `${where}: edges must be 2 to ${MOST_BARS + 1} finite numbers that ascend${frame.xScale === "log" ? ", positive on a logarithmic axis" : ""}`,
  );
}
