import { DomainError, ShapeError } from "../errors.js";
import { pictureRoom } from "../platform/pictures.js";
import { emitDisplay, type MimeBundle } from "./display.js";
import { extremes, MOST_POINTS } from "./extremes.js";
import { MIME, PAYLOAD_VERSION, type ChartPayload, type ChartSeries } from "./payload.js";
import { chartText } from "./text.js";
import { finiteOrNull, sameLength, toNumbers, type Values, type Words } from "./values.js";

/** Points (x, y), joined in the order given (`line`) or not (`scatter`). */
export interface PointsInput {
  /** Defaults to `line`. */
  readonly kind?: "line" | "scatter";
  /** What the legend calls it, e.g. a title or a depth. Defaults to `series 1`, `series 2`, … */
  readonly name?: Words;
  readonly x: Values;
  readonly y: Values;
}

/** A shaded region lower ≤ y ≤ upper with its centre line y, drawn in ascending x. */
export interface BandInput {
  readonly kind: "band";
  readonly name?: Words;
  readonly x: Values;
  readonly y: Values;
  readonly lower: Values;
  readonly upper: Values;
}

/** One entry of {@link ChartInput.series}. */
export type SeriesInput = PointsInput | BandInput;

/** Words around a chart; none by default. */
export interface AxesOptions {
  readonly title?: Words;
  readonly xLabel?: Words;
  readonly yLabel?: Words;
}

/** A chart: at least one series, all on the same axes. */
export interface ChartInput extends AxesOptions {
  readonly series: readonly SeriesInput[];
}

/**
 * Shows lines, bands and points on common axes. A NaN or ±∞ in y is a gap; a point without a finite x
 * is left out. Of a series of more than 200,000 points the extremes are kept, and its name says so.
 *
 * @throws {@link ShapeError} when there is no series, or its lists have different lengths or more than
 * one axis; {@link DomainError} for another `kind`.
 * @example
 * ```ts
 * const x = [0, 1, 2, 3];
 * show.chart({ title: "Squares", xLabel: "n", series: [{ name: "n²", x, y: x.map((n) => n * n) }] });
 * ```
 */
export function chart(input: ChartInput): void {
  emitDisplay({ id: null, bundle: chartBundle(chartPayload("show.chart", input)) });
}

/** All representations of a chart display. */
export function chartBundle(payload: ChartPayload): MimeBundle {
  const { pictures, font } = pictureRoom();
  const { svg, png } = pictures.chartPictures(payload, font);
  return {
    [MIME.chart]: payload,
    "image/svg+xml": svg,
    "image/png": png,
    "text/plain": chartText(payload),
  };
}

/** @param caller - the public function to name in errors */
export function chartPayload(caller: string, input: ChartInput): ChartPayload {
  const { title = "", xLabel = "", yLabel = "", series } = input;
  const given: unknown = series;
  if (!Array.isArray(given) || given.length === 0) {
    throw new ShapeError(`${caller}: give series, a list of at least one { x, y }`);
  }
  return {
    version: PAYLOAD_VERSION,
    title: String(title),
    xLabel: String(xLabel),
    yLabel: String(yLabel),
    series: series.map((one, index) => seriesPayload(caller, one, index)),
  };
}

const KINDS: ReadonlySet<string> = new Set<ChartSeries["kind"]>(["line", "scatter", "band"]);

function seriesPayload(caller: string, input: SeriesInput, index: number): ChartSeries {
  const name = String(input.name ?? `series ${index + 1}`);
  const where = (list: string) => `${caller}: ${list} of "${name}"`;
  const { kind = "line" } = input;
  if (!KINDS.has(kind)) {
    throw new DomainError(`${where("kind")} is ${kind}; give "line", "scatter" or "band"`);
  }
  const x = toNumbers(input.x, where("x"));
  const points = drawnPoints(x, kind);
  const column = (list: string, values: Values) => {
    const numbers = toNumbers(values, where(list));
    sameLength(where("x"), x, list, numbers);
    return points.map(({ i }) => finiteOrNull(numbers[i] ?? NaN));
  };
  const base = { name, x: points.map(({ at }) => at), y: column("y", input.y) };
  if (input.kind !== "band") return drawable({ ...base, kind: input.kind ?? "line" });
  const lower = column("lower", input.lower);
  return drawable({ ...base, kind: "band", lower, upper: column("upper", input.upper) });
}

/** A series that renderers take: of very many points the extremes, and its name says so. */
function drawable(series: ChartSeries): ChartSeries {
  const { length } = series.x;
  if (length <= MOST_POINTS) return series;
  const edges = series.kind === "band" ? [series.lower, series.upper] : [];
  const kept = extremes(length, [series.x, series.y, ...edges]);
  const of = <T>(column: readonly T[]) => kept.flatMap((i) => column.slice(i, i + 1));
  const base = {
    name: `${series.name} (extremes of ${length} points)`,
    x: of(series.x),
    y: of(series.y),
  };
  if (series.kind !== "band") return { ...base, kind: series.kind };
  return { ...base, kind: "band", lower: of(series.lower), upper: of(series.upper) };
}

/** The points with a finite x. A band is filled from each to the next: its points must ascend. */
function drawnPoints(x: readonly number[], kind: ChartSeries["kind"]) {
  const points = x.map((at, i) => ({ at, i })).filter(({ at }) => Number.isFinite(at));
  return kind === "band" ? points.sort((a, b) => a.at - b.at) : points;
}
