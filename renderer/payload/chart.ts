import { MOST_POINTS } from "../../engine/display/drawing/extremes.js";
import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  CHART_VERSION,
  MOST_BARS,
  MOST_CELLS,
  type AxisScale,
  type BarSeries,
  type ChartPayload,
  type ChartSeries,
  type DensitySeries,
} from "../../engine/display/payload.js";
import {
  count,
  fields,
  list,
  number,
  numberOrNull,
  PayloadError,
  versionUpTo,
  words,
  type Fields,
} from "./check.js";

const MOST_SERIES = 100;
const MOST_COUNTED = Number.MAX_SAFE_INTEGER;

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseChart(json: unknown): ChartPayload {
  const payload = fields(json, "the payload");
  const { version, title, xLabel, yLabel, series, categories } = payload;
  versionUpTo(version, CHART_VERSION);
  return {
    version: CHART_VERSION,
    title: words(title, "title", LONGEST.title),
    xLabel: words(xLabel, "xLabel", LONGEST.axis),
    yLabel: words(yLabel, "yLabel", LONGEST.axis),
    xScale: parseScale(payload["xScale"], "xScale"),
    yScale: parseScale(payload["yScale"], "yScale"),
    ...(categories !== undefined && { categories: parseCategories(categories) }),
    series: list(series, "series", MOST_SERIES, parseSeries),
  };
}

function parseScale(value: unknown, where: string): AxisScale {
  if (value === undefined || value === "linear") return "linear";
  if (value === "log") return "log";
  throw new PayloadError(`${where} is neither linear nor log`);
}

const parseCategories = (value: unknown): string[] =>
  list(value, "categories", MOST_BARS, (one, where) => words(one, where, LONGEST.name));

function parseSeries(value: unknown, where: string): ChartSeries {
  const series = fields(value, where);
  const name = words(series["name"], `${where}.name`, LONGEST.name);
  if (series["kind"] === "density") return parseDensity(series, name, where);
  if (series["kind"] === "bars") return parseBars(series, name, where);
  const x = list(series["x"], `${where}.x`, MOST_POINTS, number);
  const column = (of: string) => parseColumn(series, of, where, x.length);
  const base = { name, x, y: column("y") };
  switch (series["kind"]) {
    case "line":
    case "scatter":
      return { kind: series["kind"], ...base };
    case "band":
      return { kind: "band", ...base, lower: column("lower"), upper: column("upper") };
    default:
      throw new PayloadError(`${where}.kind is none of line, band, scatter, bars, density`);
  }
}

function parseBars(series: Fields, name: string, where: string): BarSeries {
  const x = list(series["x"], `${where}.x`, MOST_BARS, number);
  const edge = (of: string) =>
    sameLength(list(series[of], `${where}.${of}`, MOST_BARS, number), `${where}.${of}`, x.length);
  return {
    kind: "bars",
    name,
    x,
    y: parseColumn(series, "y", where, x.length),
    left: edge("left"),
    right: edge("right"),
    intervals: series["intervals"] === true,
  };
}

function parseDensity(series: Fields, name: string, where: string): DensitySeries {
  const xEdges = list(series["xEdges"], `${where}.xEdges`, MOST_CELLS + 1, number);
  const yEdges = list(series["yEdges"], `${where}.yEdges`, MOST_CELLS + 1, number);
  const cells = Math.max(0, xEdges.length - 1) * Math.max(0, yEdges.length - 1);
  const counts = list(series["counts"], `${where}.counts`, MOST_CELLS ** 2, (one, at) =>
    count(one, at, MOST_COUNTED),
  );
  if (counts.length === cells) return { kind: "density", name, xEdges, yEdges, counts };
  throw new PayloadError(`${where}.counts has ${counts.length} values for ${cells} cells`);
}

function parseColumn(series: Fields, name: string, where: string, length: number) {
  const column = list(series[name], `${where}.${name}`, MOST_POINTS, numberOrNull);
  return sameLength(column, `${where}.${name}`, length);
}

function sameLength<T>(column: T[], where: string, length: number): T[] {
  if (column.length === length) return column;
  throw new PayloadError(`${where} has ${column.length} values for ${length} of x`);
}
