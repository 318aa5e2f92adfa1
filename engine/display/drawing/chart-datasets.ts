/** From the series of a payload to the datasets of chart.js. */
import type { ChartDataset, Point } from "chart.js";
import type {
  AxisScale,
  BandSeries,
  BarSeries,
  ChartPayload,
  DensitySeries,
  LineSeries,
  PointSeries,
  ScatterSeries,
} from "../payload.js";
import type { ChartTheme } from "./chart-theme.js";
import { colorTable } from "./colormap.js";
import { translucent } from "./palette.js";
import { barSpans, cells, isPoints, type Span } from "./series-points.js";

/** A point, or the point that a rectangle is known by, and which of its series it is. */
export type Datum = Point & Partial<Span> & { readonly index: number; readonly count?: number };

export type Dataset = ChartDataset<"line", Datum[]> & {
  /** Index of the payload's series that this dataset belongs to. */
  readonly series: number;
  readonly color: string;
  /** The one dataset of its series that stands in legend, tooltip and readout. */
  readonly speaks: boolean;
};

/** What every dataset of a chart is drawn by. */
interface Setting {
  readonly theme: ChartTheme;
  readonly xScale: AxisScale;
  readonly yScale: AxisScale;
}

/** A series' own. */
interface Own extends Setting {
  readonly index: number;
  readonly color: string;
  /** The points that are drawn; null for all. */
  readonly kept: readonly number[] | null;
}

/** A band is three datasets: its lower edge, its upper edge filled down to it, and its centre line. */
export function chartDatasets(
  payload: ChartPayload,
  theme: ChartTheme,
  keep: (series: PointSeries) => readonly number[] | null = () => null,
): Dataset[] {
  const { xScale = "linear", yScale = "linear" } = payload;
  return payload.series.flatMap((one, index) => {
    const color = theme.series[index % theme.series.length] ?? theme.foreground;
    const kept = isPoints(one) ? keep(one) : null;
    const own = { theme, xScale, yScale, index, color, kept };
    switch (one.kind) {
      case "line":
        return [line(one, own)];
      case "scatter":
        return [scatter(one, own)];
      case "band":
        return [...edges(one, own), line(one, own)];
      case "bars":
        return [bars(one, own)];
      case "density":
        return [density(one, own)];
    }
  });
}

const LINE_WIDTH = 1.75;
const POINT_RADIUS = 4;
/** So many points of a scatter hide each other at their full size. */
const CROWD = 1000;
const CROWDED_RADIUS = 2.5;

function line(series: LineSeries | BandSeries, own: Own): Dataset {
  return {
    ...base(series.name, own),
    data: points(series, series.y, own),
    borderWidth: LINE_WIDTH,
    pointRadius: 0,
    order: 1,
    speaks: true,
  };
}

/** A ring of the ground sets each point off from bands and from its neighbours. */
function scatter(series: ScatterSeries, own: Own): Dataset {
  return {
    ...base(series.name, own),
    data: points(series, series.y, own),
    showLine: false,
    clip: false,
    pointRadius: series.x.length > CROWD ? CROWDED_RADIUS : POINT_RADIUS,
    pointBorderColor: own.theme.background,
    pointBorderWidth: series.x.length > CROWD ? 0.5 : 1,
    order: 0,
    speaks: true,
  };
}

function edges(series: BandSeries, own: Own): Dataset[] {
  const edge = {
    ...base(series.name, own),
    backgroundColor: translucent(own.color, own.theme.bandOpacity),
    borderWidth: 0,
    pointRadius: 0,
    order: 2,
    speaks: false,
  };
  return [
    { ...edge, data: points(series, series.lower, own) },
    { ...edge, data: points(series, series.upper, own), fill: "-1" },
  ];
}

/** Intervals of several histograms lie over each other: those beneath must be seen. */
const INTERVAL_OPACITY = 0.55;

function bars(series: BarSeries, own: Own): Dataset {
  const { intervals } = series;
  const color = intervals ? translucent(own.color, INTERVAL_OPACITY) : own.color;
  const look = {
    ...base(series.name, own),
    ...rectangles(intervals ? -0.35 : 0),
    backgroundColor: color,
    hoverBackgroundColor: own.color,
  };
  const data = barSpans(series).map((span, index) => ({ ...span, index }));
  return { ...look, data, order: 3, speaks: true };
}

/** Colours by count, from few to many; cells without points show the ground. */
function density(series: DensitySeries, own: Own): Dataset {
  const held = cells(series, own.xScale, own.yScale).map((cell, index) => ({ ...cell, index }));
  const most = held.reduce((greatest, { count }) => Math.max(greatest, count), 1);
  const backgroundColor = held.map(({ count }) => densityColor(count / most));
  // Neighbours overlap a little: edges that only touch let the ground shine through.
  return {
    ...base(series.name, own),
    ...rectangles(0.4),
    backgroundColor,
    hoverBackgroundColor: own.theme.foreground,
    data: held,
    order: 4,
    speaks: true,
  };
}

/** @param share - of the greatest count, in [0, 1] */
export function densityColor(share: number): string {
  const table = colorTable("sequential");
  const entry = 3 * Math.round(share * (table.length / 3 - 1));
  const hex = (byte: number | undefined) => (byte ?? 0).toString(16).padStart(2, "0");
  return `#${hex(table[entry])}${hex(table[entry + 1])}${hex(table[entry + 2])}`;
}

/**
 * What chart.js has no type for: our own controller, with the options of its bars.
 *
 * @param inflateAmount - CSS pixels on every side
 */
const rectangles = (inflateAmount: number) => ({
  type: "spans" as "line",
  inflateAmount,
  borderWidth: 0,
});

function base(label: string, { index, color }: Own) {
  return {
    label,
    series: index,
    color,
    borderColor: color,
    backgroundColor: color,
    pointHoverRadius: 5,
    pointHoverBackgroundColor: color,
    pointHoverBorderColor: color,
  };
}

/** Gaps (null), and what a logarithmic axis has no place for, become NaN, which chart.js leaves open. */
function points(
  { x }: PointSeries,
  y: readonly (number | null)[],
  { xScale, yScale, kept }: Own,
): Datum[] {
  const onX = placed(xScale);
  const onY = placed(yScale);
  const point = (index: number) => ({ x: onX(x[index] ?? NaN), y: onY(y[index] ?? NaN), index });
  return kept === null ? x.map((_, index) => point(index)) : kept.map(point);
}

const placed = (scale: AxisScale) => (value: number) =>
  scale === "log" && value <= 0 ? NaN : value;
