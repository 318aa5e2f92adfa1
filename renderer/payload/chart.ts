import { LONGEST } from "../../engine/display/drawing/shortened.js";
import {
  PAYLOAD_VERSION,
  type ChartPayload,
  type ChartSeries,
} from "../../engine/display/payload.js";
import {
  fields,
  knownVersion,
  list,
  number,
  numberOrNull,
  PayloadError,
  words,
  type Fields,
} from "./check.js";

const MOST_SERIES = 100;
const MOST_POINTS = 200_000;

/** @throws {@link PayloadError} saying what is wrong with it. */
export function parseChart(json: unknown): ChartPayload {
  const { version, title, xLabel, yLabel, series } = fields(json, "the payload");
  return {
    version: knownVersion(version, PAYLOAD_VERSION),
    title: words(title, "title", LONGEST.title),
    xLabel: words(xLabel, "xLabel", LONGEST.axis),
    yLabel: words(yLabel, "yLabel", LONGEST.axis),
    series: list(series, "series", MOST_SERIES, parseSeries),
  };
}

function parseSeries(value: unknown, where: string): ChartSeries {
  const series = fields(value, where);
  const x = list(series["x"], `${where}.x`, MOST_POINTS, number);
  const column = (name: string) => parseColumn(series, name, where, x.length);
  const base = { name: words(series["name"], `${where}.name`, LONGEST.name), x, y: column("y") };
  switch (series["kind"]) {
    case "line":
    case "scatter":
      return { kind: series["kind"], ...base };
    case "band":
      return { kind: "band", ...base, lower: column("lower"), upper: column("upper") };
    default:
      throw new PayloadError(`${where}.kind is none of line, band, scatter`);
  }
}

function parseColumn(series: Fields, name: string, where: string, length: number) {
  const column = list(series[name], `${where}.${name}`, MOST_POINTS, numberOrNull);
  if (column.length === length) return column;
  throw new PayloadError(`${where}.${name} has ${column.length} values for ${length} of x`);
}
