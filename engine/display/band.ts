import { emitDisplay } from "./display.js";
import { chartBundle, chartPayload, type AxesOptions, type ChartInput } from "./chart.js";
import { sameLength, toNumbers, type Values, type Words } from "./values.js";

/** A prediction at points of one axis: its mean and its standard deviation. */
export interface BandOptions extends AxesOptions {
  /** In any order. */
  readonly x: Values;
  /** Predictive mean at each x. */
  readonly mean: Values;
  /** Predictive standard deviation σ at each x, in the unit of the mean. */
  readonly std: Values;
  /** Defaults to "mean ± 2σ". */
  readonly name?: Words;
  /** Points drawn over the band, e.g. the training data. */
  readonly observations?: {
    readonly x: Values;
    readonly y: Values;
    readonly name?: Words;
  };
}

/** 95.4 % of a Gaussian. */
const DEVIATIONS = 2;

/**
 * Shows a prediction with its uncertainty: the mean and the region mean ± 2σ, in ascending x.
 *
 * @throws {@link ShapeError} when the lists have different lengths or more than one axis.
 * @example
 * ```ts
 * show.band({ x: [0, 1, 2], mean: [0, 1, 0], std: [0.1, 0.3, 0.1], xLabel: "x", yLabel: "f(x)" });
 * ```
 */
export function band(options: BandOptions): void {
  emitDisplay({ id: null, bundle: chartBundle(chartPayload("show.band", bandChart(options))) });
}

export function bandChart(options: BandOptions): ChartInput {
  const { x: at, mean, std, name = `mean ± ${DEVIATIONS}σ`, observations, ...axes } = options;
  const x = toNumbers(at, "show.band: x");
  const y = toNumbers(mean, "show.band: mean");
  const sigma = toNumbers(std, "show.band: std");
  sameLength("show.band: x", x, "mean", y);
  sameLength("show.band: x", x, "std", sigma);
  const edge = (deviations: number) => y.map((value, i) => value + deviations * (sigma[i] ?? NaN));
  const region = {
    kind: "band",
    name,
    x,
    y,
    lower: edge(-DEVIATIONS),
    upper: edge(DEVIATIONS),
  } as const;
  const seen =
    observations === undefined
      ? []
      : [{ kind: "scatter", name: "observations", ...observations } as const];
  return { ...axes, series: [region, ...seen] };
}
