import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFloat32 } from "../../../engine/display/drawing/encoding.js";
import { parseChart } from "../../../renderer/payload/chart.js";
import { PayloadError } from "../../../renderer/payload/check.js";
import { parseMatrix } from "../../../renderer/payload/matrix.js";

const kernel = {
  version: 1,
  title: "K",
  shape: [2, 2],
  dtype: "float64",
  preview: { rows: 2, cols: 2, float32: encodeFloat32([1, 2, 3, 4]) },
  statistics: { min: 1, max: 4, mean: 2.5, nonFinite: 0, symmetric: false },
  labels: null,
};
const chart = {
  version: 1,
  title: "",
  xLabel: "",
  yLabel: "",
  series: [{ kind: "line", name: "a", x: [0, 1], y: [1, null] }],
};

const bars = {
  kind: "bars",
  name: "b",
  x: [0],
  y: [1],
  left: [-0.4],
  right: [0.4],
  intervals: false,
};
const density = { kind: "density", name: "d", xEdges: [0, 1, 2], yEdges: [0, 1], counts: [3, 0] };
const chartOfToday = {
  ...chart,
  version: 2,
  xScale: "log",
  yScale: "linear",
  categories: ["<script>alert(1)</script>"],
  series: [...chart.series, bars, density],
};

describe("a kernel payload of the first version", () => {
  it("is read when it is what the kernel writes", () => {
    expect([...(parseMatrix(kernel).layers[0]?.preview.values ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ["a newer version", { version: 3 }, /version 3 and this NTKbook knows 2; update/],
    ["no version", { version: undefined }, /its version is not 2/],
    ["a title that is no text", { title: { toString: "x" } }, /title is not a text/],
    ["three axes", { shape: [2, 2, 2] }, /shape has 3 entries, more than 2/],
    ["half a row", { shape: [2.5, 2] }, /shape\[0\] is 2.5, not a whole number/],
    [
      "a huge preview",
      { preview: { rows: 1e9, cols: 1e9, float32: "" } },
      /preview.rows is 1000000000/,
    ],
    [
      "a preview of other length",
      { preview: { rows: 2, cols: 1, float32: kernel.preview.float32 } },
      /does not hold 2 × 1/,
    ],
    [
      "a preview that is no base64",
      { preview: { rows: 1, cols: 1, float32: "<script>" } },
      /does not hold/,
    ],
    [
      "an exponent beyond float64",
      { preview: { ...kernel.preview, exponent: 1e9 } },
      /exponent is no exponent of float64/,
    ],
    ["a preview above the matrix", { shape: [1, 2] }, /larger than the matrix/],
    ["too few labels", { labels: ["a"] }, /labels has 1 entries for 2 rows/],
    [
      "a million labels",
      { labels: new Array(1e6).fill("x") },
      /labels has 1000000 entries, more than 2/,
    ],
    ["labels that are objects", { labels: [{}, {}] }, /labels\[0\] is not a finite number/],
    ["statistics of text", { statistics: { ...kernel.statistics, min: "<b>" } }, /statistics.min/],
  ])("with %s is refused and says why", (_, change, why) => {
    const read = () => parseMatrix({ ...kernel, ...change });
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(why);
  });
});

describe("a chart payload", () => {
  it("is read when it is what the kernel writes", () => {
    expect(parseChart(chart).series[0]).toEqual(chart.series[0]);
    expect(parseChart(chartOfToday)).toEqual(chartOfToday);
  });

  it.each([
    ["a newer version", { version: 3 }, /version 3 and this NTKbook knows 2; update/],
    ["version 0", { version: 0 }, /its version is not 2/],
    ["a scale of text", { yScale: "cubic" }, /yScale is neither linear nor log/],
    ["a million names", { categories: new Array(1e6).fill("x") }, /more than 2000/],
    ["names that are objects", { categories: [{}] }, /categories\[0\] is not a text/],
  ])("of today with %s is refused and says why", (_, change, why) => {
    expect(() => parseChart({ ...chartOfToday, ...change })).toThrow(why);
  });

  it.each([
    ["an unknown kind", [{ ...chart.series[0], kind: "pie" }], /series\[0\].kind is none of/],
    ["lengths that differ", [{ ...chart.series[0], y: [1] }], /y has 1 values for 2 of x/],
    [
      "text among the numbers",
      [{ ...chart.series[0], x: [0, "1"] }],
      /x\[1\] is not a finite number/,
    ],
    ["a band without edges", [{ ...chart.series[0], kind: "band" }], /lower is not a list/],
    [
      "too many points",
      [{ ...chart.series[0], x: new Array(200_001).fill(0) }],
      /more than 200000/,
    ],
    ["series that are no list", { length: 1 }, /series is not a list/],
    ["bars without edges", [{ ...bars, left: undefined }], /left is not a list/],
    ["a million bars", [{ ...bars, x: new Array(1e6).fill(0) }], /more than 2000/],
    ["a grid of other size", [{ ...density, counts: [1] }], /counts has 1 values for 2 cells/],
    ["half a point", [{ ...density, counts: [0.5, 1] }], /counts\[0\] is 0.5, not a whole/],
    ["a huge grid", [{ ...density, xEdges: new Array(1e6).fill(0) }], /more than 201/],
  ])("with %s is refused and says why", (_, series, why) => {
    expect(() => parseChart({ ...chart, series })).toThrow(why);
  });
});

it("any JSON at all is refused with a reason", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(parseMatrix, parseChart), (json, parse) => {
      expect(() => parse(json)).toThrow(PayloadError);
    }),
  );
});

it("a payload with anything at all in one place is either read or refused with a reason", () => {
  const cases = [
    { parse: parseMatrix, json: kernel, paths: pathsOf(kernel) },
    { parse: parseChart, json: chart, paths: pathsOf(chart) },
    { parse: parseChart, json: chartOfToday, paths: pathsOf(chartOfToday) },
  ].flatMap(({ parse, json, paths }) => paths.map((path) => ({ parse, json, path })));
  fc.assert(
    fc.property(fc.constantFrom(...cases), fc.jsonValue(), ({ parse, json, path }, value) => {
      expect(outcome(() => parse(replaced(json, path, value)))).not.toBe("broken");
    }),
    { numRuns: 1000 },
  );
});

it("texts of a million characters are read to their first line's worth", () => {
  const long = "x".repeat(1e6);
  const read = parseChart({ ...chart, title: long, xLabel: long, yLabel: long });
  expect([read.title.length, read.xLabel.length, read.yLabel.length]).toEqual([200, 80, 80]);
  expect(parseMatrix({ ...kernel, title: long }).payload.title).toHaveLength(200);
});

type Path = readonly string[];

function pathsOf(json: unknown, path: Path = []): Path[] {
  if (typeof json !== "object" || json === null) return [path];
  return [path, ...Object.entries(json).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function replaced(json: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy: unknown = structuredClone(json);
  const inner = copy as Record<string, unknown>;
  inner[key] = replaced(inner[key], rest, value);
  return copy;
}

function outcome(read: () => unknown): "read" | "refused" | "broken" {
  try {
    read();
    return "read";
  } catch (error) {
    return error instanceof PayloadError ? "refused" : "broken";
  }
}
