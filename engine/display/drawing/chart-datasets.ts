/** From the series of a payload to the datasets of chart.js. */
import type { ChartDataset, Point } from "chart.js";
import type { BandSeries, ChartSeries, LineSeries, ScatterSeries } from "../payload.js";
import type { ChartTheme } from "./chart-theme.js";
import { translucent } from "./palette.js";

export type Dataset = ChartDataset<"line", Point[]> & {
  /** Index of the payload's series that this dataset belongs to. */
  readonly series: number;
  readonly color: string;
  /** The one dataset of its series that stands in legend, tooltip and readout. */
  readonly speaks: boolean;
};

/** A band is three datasets: its lower edge, its upper edge filled down to it, and its centre line. */
export function chartDatasets(series: readonly ChartSeries[], theme: ChartTheme): Dataset[] {
  return series.flatMap((one, index) => {
    const color = theme.series[index % theme.series.length] ?? theme.foreground;
    switch (one.kind) {
      case "line":
        return [line(one, index, color)];
      case "scatter":
        return [scatter(one, index, color, theme.background)];
      case "band":
        return [...edges(one, index, color, theme.bandOpacity), line(one, index, color)];
    }
  });
}

const LINE_WIDTH = 1.75;
const POINT_RADIUS = 4;

function line(series: LineSeries | BandSeries, index: number, color: string): Dataset {
  return {
    ...base(series.name, index, color),
    data: points(series.x, series.y),
    borderWidth: LINE_WIDTH,
    pointRadius: 0,
    order: 1,
    speaks: true,
  };
}

/** A ring of the ground sets each point off from bands and from its neighbours. */
function scatter(series: ScatterSeries, index: number, color: string, ground: string): Dataset {
  return {
    ...base(series.name, index, color),
    data: points(series.x, series.y),
    showLine: false,
    clip: false,
    pointRadius: POINT_RADIUS,
    pointBorderColor: ground,
    pointBorderWidth: 1,
    order: 0,
    speaks: true,
  };
}

function edges(series: BandSeries, index: number, color: string, opacity: number): Dataset[] {
  const edge = {
    ...base(series.name, index, color),
    backgroundColor: translucent(color, opacity),
    borderWidth: 0,
    pointRadius: 0,
    order: 2,
    speaks: false,
  };
  return [
    { ...edge, data: points(series.x, series.lower) },
    { ...edge, data: points(series.x, series.upper), fill: "-1" },
  ];
}

function base(label: string, series: number, color: string) {
  return {
    label,
    series,
    color,
    borderColor: color,
    backgroundColor: color,
    pointHoverRadius: 5,
    pointHoverBackgroundColor: color,
    pointHoverBorderColor: color,
  };
}

/** Gaps (null) become NaN, which chart.js leaves open. */
function points(x: readonly number[], y: readonly (number | null)[]): Point[] {
  return x.map((value, i) => ({ x: value, y: y[i] ?? NaN }));
}
