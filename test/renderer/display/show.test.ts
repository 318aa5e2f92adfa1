import { decode } from "fast-png";
import { afterEach, describe, expect, it } from "vitest";
import { NDArray } from "../../../engine/array/ndarray.js";
import { ShapeError } from "../../../engine/errors.js";
import { setDisplaySink, type Display } from "../../../engine/display/display.js";
import { MIME } from "../../../engine/display/payload.js";
import * as show from "../../../engine/display/show.js";
import { parseChart } from "../../../renderer/payload/chart.js";
import { parseMatrix } from "../../../renderer/payload/matrix.js";

const matrix = (rows: number, cols: number, data: number[]) =>
  new NDArray(Float64Array.from(data), [rows, cols], "float64");

function shown(act: () => void): Display["bundle"] {
  const displays: Display[] = [];
  setDisplaySink((display) => displays.push(display));
  act();
  expect(displays).toHaveLength(1);
  return displays[0]?.bundle ?? {};
}

afterEach(() => {
  setDisplaySink(() => undefined);
});

describe("show.kernel", () => {
  it("shows our payload, a picture and a text", () => {
    const bundle = shown(() =>
      show.kernel(matrix(2, 2, [2, -1, -1, 3]), { title: "K", labels: [7, 8] }),
    );
    const { payload, layers } = parseMatrix(JSON.parse(JSON.stringify(bundle[MIME.kernel])));
    expect([...(layers[0]?.preview.values ?? [])]).toEqual([2, -1, -1, 3]);
    expect(payload).toMatchObject({
      title: "K",
      shape: [2, 2],
      rowLabels: [7, 8],
      colLabels: [7, 8],
    });
    expect(bundle["text/plain"]).toBe(
      "K: 2 × 2 float64, symmetric\nfrom -1 to 3, mean 0.75\n  2 -1\n -1  3",
    );
    const png = decode(bundle["image/png"] as Uint8Array);
    expect([png.width, png.height]).toEqual([64, 64]);
  });

  it("writes negative numbers in the text as programs read them", () => {
    const bundle = shown(() => show.kernel(matrix(1, 1, [-1.25e-7])));
    expect(bundle["text/plain"]).toContain("from -1.25e-7 to -1.25e-7");
  });

  it("names the shape that it cannot show, and the labels that do not fit", () => {
    const vector = new NDArray(new Float64Array(3), [3], "float64");
    expect(() => show.kernel(vector)).toThrow(ShapeError);
    expect(() => show.kernel(vector)).toThrow(/\[3\]; give a 2-d array/);
    expect(() => show.kernel(matrix(1, 2, [1, 2]), { labels: ["a", "b"] })).toThrow(
      "show.kernel: 2 labels for a matrix of 1 rows; give one label a row",
    );
  });

  it("takes rows of numbers as well", () => {
    const bundle = shown(() =>
      show.kernel([
        [1, 0.5],
        [0.5, 1],
      ]),
    );
    const { payload, layers } = parseMatrix(bundle[MIME.kernel]);
    expect([...(layers[0]?.preview.values ?? [])]).toEqual([1, 0.5, 0.5, 1]);
    expect(payload.shape).toEqual([2, 2]);
  });

  it("keeps labels that JSON has no number for", () => {
    const labels = Float64Array.of(NaN, 3);
    const bundle = shown(() => show.kernel(matrix(2, 1, [1, 2]), { labels }));
    const { payload } = parseMatrix(JSON.parse(JSON.stringify(bundle[MIME.kernel])));
    expect(payload.rowLabels).toEqual(["NaN", 3]);
  });

  it("shows an empty matrix without a picture", () => {
    const bundle = shown(() => show.kernel(matrix(0, 5, [])));
    expect(Object.keys(bundle)).toEqual([MIME.kernel, "text/plain"]);
  });

  it("counts what is not finite", () => {
    const bundle = shown(() => show.kernel(matrix(1, 3, [NaN, 1, Infinity])));
    expect(bundle["text/plain"]).toContain("2 entries are NaN or infinite");
  });
});

describe("show.band", () => {
  it("shades two standard deviations on both sides, in ascending x", () => {
    const bundle = shown(() => show.band({ x: [1, NaN, 0], mean: [10, 0, 20], std: [1, 0, 2] }));
    const [band] = parseChart(JSON.parse(JSON.stringify(bundle[MIME.chart]))).series;
    expect(band).toEqual({
      kind: "band",
      name: "mean ± 2σ",
      x: [0, 1],
      y: [20, 10],
      lower: [16, 8],
      upper: [24, 12],
    });
  });

  it("takes arrays of the engine, columns (n, 1) too, and draws observations over the band", () => {
    const column = new NDArray(Float64Array.of(0, 1, 2), [3, 1], "float64");
    const bundle = shown(() =>
      show.band({ x: column, mean: column, std: column, observations: { x: [1], y: [5] } }),
    );
    const { series } = parseChart(bundle[MIME.chart]);
    expect(series.map(({ kind, name }) => [kind, name])).toEqual([
      ["band", "mean ± 2σ"],
      ["scatter", "observations"],
    ]);
  });

  it("names the list that is too short or has too many axes", () => {
    expect(() => show.band({ x: [0, 1], mean: [0], std: [0, 1] })).toThrow(
      "show.band: x has 2 values and mean has 1; give one for each",
    );
    expect(() => show.band({ x: matrix(2, 2, [1, 2, 3, 4]), mean: [0], std: [0] })).toThrow(
      "show.band: x has the shape [2, 2]; give one axis, or (2, 1)",
    );
  });
});

describe("show.chart", () => {
  it("leaves gaps where y is not finite and drops points without an x", () => {
    const bundle = shown(() =>
      show.chart({ series: [{ x: [0, NaN, 2, 3], y: [1, 2, NaN, Infinity] }] }),
    );
    const [line] = parseChart(JSON.parse(JSON.stringify(bundle[MIME.chart]))).series;
    expect(line).toMatchObject({ x: [0, 2, 3], y: [1, null, null] });
    expect(bundle["text/plain"]).toContain("2 left out (NaN or infinite)");
  });

  it("joins points in the order given, whatever their x", () => {
    const x = [0, 1, 9, 2, 3];
    const input = { series: [{ x, y: [0, 1, 2, 3, 4] }] };
    const svg = shown(() => show.chart(input))["image/svg+xml"] as string;
    const paths = Array.from(svg.matchAll(/<path d="([^"]*)" fill="none" stroke="#0072b2"/g));
    const vertices = paths.map(([, path]) => path?.match(/[ML]/g)?.length ?? 0);
    expect(Math.max(...vertices)).toBeGreaterThanOrEqual(x.length);
  });

  it("fills a band in ascending x and calls series by numbers too", () => {
    const bundle = shown(() =>
      show.chart({
        series: [
          {
            kind: "band",
            name: 3,
            x: [2, NaN, 1],
            y: [20, 0, 10],
            lower: [19, 0, 9],
            upper: [21, 0, 11],
          },
        ],
      }),
    );
    expect(parseChart(bundle[MIME.chart]).series[0]).toEqual({
      kind: "band",
      name: "3",
      x: [1, 2],
      y: [10, 20],
      lower: [9, 19],
      upper: [11, 21],
    });
    expect(bundle["image/svg+xml"]).not.toContain("NaN");
  });

  it("draws the same bytes each time", () => {
    const draw = () => shown(() => show.chart({ title: "t", series: [{ x: [0, 1], y: [3, 4] }] }));
    const [first, second] = [draw(), draw()];
    expect(second["image/png"]).toEqual(first["image/png"]);
    expect(second["image/svg+xml"]).toBe(first["image/svg+xml"]);
  });

  it("keeps hostile labels text in the SVG", () => {
    const hostile = `<script>alert("x")</script>&'\u0000\ud800`;
    const input = {
      title: hostile,
      xLabel: hostile,
      series: [{ name: hostile, x: [0, 1], y: [0, 1] }],
    };
    const svg = shown(() => show.chart(input))["image/svg+xml"] as string;
    expect(svg).not.toContain("<script");
    expect(svg).toContain(
      "&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62;&#38;&#39;\ufffd\ufffd",
    );
  });

  it.each([
    [
      "no series at all",
      { series: [] },
      "show.chart: give series, a list of at least one { x, y }",
    ],
    ["points without series", { x: [1], y: [2] }, "show.chart: give series, a list"],
    ["a series without y", { series: [{ x: [1] }] }, 'show.chart: y of "series 1" is undefined'],
    [
      "an unknown kind",
      { series: [{ kind: "pie", x: [1], y: [2] }] },
      'show.chart: kind of "series 1" is pie; give "line", "scatter", "band", "bars", "histogram" or "density"',
    ],
  ])("refuses %s", (_, input: object, why) => {
    // A cell's types are not checked when it runs.
    expect(() => show.chart(input as show.ChartInput)).toThrow(why);
  });
});
