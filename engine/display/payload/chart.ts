/** Charts: series of several kinds on two axes. */
import type { CHART_VERSION, PAYLOAD_VERSION } from "./contract.js";

/** A chart on two axes. */
export interface ChartPayload {
  readonly version: typeof PAYLOAD_VERSION | typeof CHART_VERSION;
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** Of logarithmic axes, which show what is positive; linear when left out. */
  readonly xScale?: AxisScale;
  readonly yScale?: AxisScale;
  /** What stands at the places 0, 1, … of the x axis instead of numbers. */
  readonly categories?: readonly string[];
  readonly series: readonly ChartSeries[];
}

export type AxisScale = "linear" | "log";

export type ChartSeries = PointSeries | BarSeries | DensitySeries;

/** What has a y (or a gap) at each x. */
export type PointSeries = LineSeries | BandSeries | ScatterSeries;

interface SeriesBase {
  readonly name: string;
  readonly x: readonly number[];
}

export interface LineSeries extends SeriesBase {
  readonly kind: "line";
  readonly y: readonly (number | null)[];
}

/** A shaded region lower ≤ y ≤ upper, e.g. mean ± 2σ, with its centre line. */
export interface BandSeries extends SeriesBase {
  readonly kind: "band";
  readonly y: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
}

export interface ScatterSeries extends SeriesBase {
  readonly kind: "scatter";
  readonly y: readonly (number | null)[];
}

/** Bars from 0 to y, each from left to right; x is what a bar is known by: its middle or its category. */
export interface BarSeries extends SeriesBase {
  readonly kind: "bars";
  readonly y: readonly (number | null)[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Neighbours touch: the bars are intervals of the x axis. */
  readonly intervals: boolean;
}

/** How many points lie in each cell of a grid. */
export interface DensitySeries {
  readonly kind: "density";
  readonly name: string;
  /** Ascending. */
  readonly xEdges: readonly number[];
  readonly yEdges: readonly number[];
  /** Row by row, the one with the least y first. */
  readonly counts: readonly number[];
}

/** More bars, and more cells along one axis, than this are no picture. */
export const MOST_BARS = 2000;
export const MOST_CELLS = 200;
