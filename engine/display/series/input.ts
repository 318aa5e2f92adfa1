/** What a person gives to be drawn. */
import type { Values, Words } from "../values.js";

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

/** Bars from 0 to y at categories or at numbers; several such series stand side by side. */
export interface BarsInput {
  readonly kind: "bars";
  readonly name?: Words;
  /** Names of categories, or numbers. */
  readonly x: readonly string[] | Values;
  readonly y: Values;
}

/** How many values lie in each of some intervals. NaN and ±∞ are left out. */
export interface HistogramInput {
  readonly kind: "histogram";
  readonly name?: Words;
  readonly values: Values;
  /**
   * How many intervals of equal length (on a logarithmic axis: of equal ratio), or their edges in ascending
   * order. By default intervals between round numbers, about as long as Freedman and Diaconis (1981)
   * advise; the same for all histograms of a chart.
   */
  readonly bins?: number | Values;
  /** `count` (default), or `density`: the bars' areas sum to 1. */
  readonly height?: "count" | "density";
}

/** How many points (x, y) lie in each cell of a grid, as a colour: for scatters too crowded to be seen. */
export interface DensityInput {
  readonly kind: "density";
  readonly name?: Words;
  readonly x: Values;
  readonly y: Values;
  /** Cells along x and y; [64, 40] by default. */
  readonly bins?: readonly [number, number];
}

/** One entry of {@link ChartInput.series}. */
export type SeriesInput = PointsInput | BandInput | BarsInput | HistogramInput | DensityInput;
