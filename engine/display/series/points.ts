/** Lines, scatters and bands. */
import { extremes, MOST_POINTS } from "../drawing/extremes.js";
import { columnsOf, taken } from "../drawing/series-points.js";
import type { PointSeries } from "../payload.js";
import { finiteOrNull, sameLength, toNumbers, type Values } from "../values.js";
import type { BandInput, PointsInput } from "./input.js";

export function pointSeries(
  caller: string,
  name: string,
  input: PointsInput | BandInput,
): PointSeries {
  const { kind = "line" } = input;
  const where = (list: string) => `${caller}: ${list} of "${name}"`;
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
function drawable(series: PointSeries): PointSeries {
  const { length } = series.x;
  if (length <= MOST_POINTS) return series;
  const name = `${series.name} (extremes of ${length} points)`;
  return { ...taken(series, extremes(length, columnsOf(series))), name };
}

/** The points with a finite x. A band is filled from each to the next: its points must ascend. */
function drawnPoints(x: readonly number[], kind: PointSeries["kind"]) {
  const points = x.map((at, i) => ({ at, i })).filter(({ at }) => Number.isFinite(at));
  return kind === "band" ? points.sort((a, b) => a.at - b.at) : points;
}
