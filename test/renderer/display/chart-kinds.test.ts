import { describe, expect, it } from "vitest";
import { chartPayload, type ChartInput } from "../../../engine/display/chart.js";
import type { BarSeries, DensitySeries } from "../../../engine/display/payload.js";
import type { HistogramInput, SeriesInput } from "../../../engine/display/series/input.js";
import { chartText } from "../../../engine/display/text.js";

const draw = (series: SeriesInput[], axes: Omit<ChartInput, "series"> = {}) =>
  chartPayload("show.chart", { ...axes, series });

function bars(one: SeriesInput, axes: Omit<ChartInput, "series"> = {}): BarSeries {
  const [series] = draw([one], axes).series;
  if (series?.kind !== "bars") throw new Error("no bars");
  return series;
}

const histogram = (values: number[], options: Partial<HistogramInput> = {}) =>
  bars({ kind: "histogram", values, ...options });

describe("a histogram", () => {
  it("counts values between edges; the last interval holds its end", () => {
    const { left, right, y } = histogram([0, 0.5, 1, 1.5, 2, 3], { bins: [0, 1, 2] });
    expect([left, right, y]).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it("has as many equal intervals as it is told, from the least to the greatest value", () => {
    const { left, right, y } = histogram([0, 1, 2, 3, 4, 10], { bins: 5 });
    expect([left[0], right[4], y]).toEqual([0, 10, [2, 2, 1, 0, 1]]);
  });

  it("leaves out NaN and ±∞ and loses nothing else, between round numbers", () => {
    const values = Array.from({ length: 999 }, (_, i) => Math.sin(i) * 3.3);
    const { left, right, y } = histogram([...values, NaN, Infinity, -Infinity]);
    expect(y.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(999);
    expect(left.slice(1)).toEqual(right.slice(0, -1));
    for (const edge of left) expect(Number(edge.toFixed(3))).toBeCloseTo(edge, 12);
  });

  it("has the area 1 as a density", () => {
    const { left, right, y } = histogram([0, 0, 1, 5, 8], {
      height: "density",
      bins: [0, 1, 3, 8],
    });
    const area = y.reduce<number>(
      (sum, height, i) => sum + (height ?? 0) * ((right[i] ?? 0) - (left[i] ?? 0)),
      0,
    );
    expect(area).toBeCloseTo(1, 14);
  });

  it("has intervals of equal ratio on a logarithmic axis, of what is positive", () => {
    const { left, right, x, y } = bars(
      { kind: "histogram", values: [1, 10, 100, 10_000, 0, -1], bins: 4 },
      { xScale: "log" },
    );
    [...left, right[3]].forEach((edge, i) => expect(edge).toBeCloseTo(10 ** i, 9));
    expect(x[0]).toBeCloseTo(Math.sqrt(10), 12);
    expect(y).toEqual([1, 1, 1, 1]);
  });

  it("shares its intervals with the others of its chart", () => {
    const { series } = draw([
      { kind: "histogram", values: [0, 1, 2] },
      { kind: "histogram", values: [5, 50] },
    ]);
    const [first, second] = series as BarSeries[];
    expect(first?.left).toEqual(second?.left);
  });

  it("is drawn of values that are all alike, of very far ones and of none", () => {
    expect(histogram([2, 2, 2]).y).toContain(3);
    expect(
      histogram([...new Array<number>(999).fill(0.001).map((v, i) => v * i), 1e9]).x.length,
    ).toBeLessThan(200);
    expect(histogram([]).x).toEqual([]);
  });

  it("says which bins it cannot use", () => {
    expect(() => histogram([1], { bins: 0 })).toThrow(
      /bins of "series 1" is 0; give a whole number/,
    );
    expect(() => histogram([1], { bins: [2, 1] })).toThrow(
      /edges must be 2 to 2001 finite numbers/,
    );
  });
});

describe("bars", () => {
  it("of several series stand side by side at their names, 0.8 of the room together", () => {
    const payload = draw([
      { kind: "bars", name: "train", x: ["a", "b"], y: [1, 2] },
      { kind: "bars", name: "test", x: ["b", "c"], y: [3, NaN] },
    ]);
    const [train, test] = payload.series as BarSeries[];
    expect(payload.categories).toEqual(["a", "b", "c"]);
    expect([train?.x, test?.x, test?.y]).toEqual([
      [0, 1],
      [1, 2],
      [3, null],
    ]);
    expect(train?.left[0]).toBeCloseTo(-0.4);
    expect(train?.right[1]).toBeCloseTo(1);
    expect(test?.left[0]).toBeCloseTo(1);
    expect(chartText(payload)).toContain("a 1, b 2");
  });

  it("at numbers are as wide as their nearest neighbours allow", () => {
    const { left, right } = bars({ kind: "bars", x: [0, 10, 12], y: [1, 1, 1] });
    expect((right[0] ?? 0) - (left[0] ?? 0)).toBeCloseTo(1.6);
  });

  it("say what cannot be drawn", () => {
    const many = Array.from({ length: 1e5 }, (_, i) => String(i));
    expect(() => bars({ kind: "bars", x: many, y: many.map(Number) })).toThrow(
      /100000 bars are more than/,
    );
    expect(() =>
      draw([
        { kind: "bars", x: ["a"], y: [1] },
        { x: [1], y: [1] },
      ]),
    ).toThrow(/no common x axis/);
    expect(() => bars({ kind: "bars", x: ["a"], y: [1, 2] })).toThrow(
      /x of "series 1" has 1 values and y has 2/,
    );
  });
});

describe("a density", () => {
  const density = (x: number[], y: number[], bins: readonly [number, number]): DensitySeries => {
    const [series] = draw([{ kind: "density", x, y, bins }]).series;
    if (series?.kind !== "density") throw new Error("no density");
    return series;
  };

  it("counts the points of each cell, the lowest row first", () => {
    const { xEdges, yEdges, counts } = density([0, 1, 2, 2, NaN], [0, 0, 0, 4, 1], [2, 2]);
    expect([xEdges, yEdges]).toEqual([
      [0, 1, 2],
      [0, 2, 4],
    ]);
    expect(counts).toEqual([1, 2, 0, 1]);
  });

  it("refuses grids that are no picture", () => {
    expect(() => density([1], [1], [1e6, 2])).toThrow(
      /bins of "series 1" is \[1000000,2\]; give cells/,
    );
  });
});

describe("a chart's version", () => {
  it("is the first where that can draw it, so that older renderers do", () => {
    expect(draw([{ x: [1], y: [1] }]).version).toBe(1);
    expect(draw([{ x: [1], y: [1] }], { yScale: "log" }).version).toBe(2);
    expect(draw([{ kind: "histogram", values: [1] }]).version).toBe(2);
  });

  it("names scales and kinds that are none", () => {
    const wrong: { xScale: string } = { xScale: "cubic" };
    expect(() => draw([{ x: [1], y: [1] }], wrong as { xScale: "log" })).toThrow(
      'show.chart: xScale is "cubic"; give "linear" or "log"',
    );
  });
});
