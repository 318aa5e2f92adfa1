import type { ChartInput } from "./chart.js";
import { ShownChart } from "./shown-chart.js";

/**
 * Shows lines, bands, points, bars, histograms and densities on common axes. A NaN or ±∞ in y is a gap; a
 * point without a finite x is left out. Of a series of more than 200,000 points the extremes are kept, and
 * its name says so. The chart that is returned can be updated while a cell runs.
 *
 * @throws {@link ShapeError} when there is no series, or its lists have different lengths or more than
 * one axis; {@link DomainError} for another `kind` or scale, and for bars and cells that are too many.
 * @example
 * ```ts
 * const x = [0, 1, 2, 3];
 * show.chart({ title: "Squares", xLabel: "n", series: [{ name: "n²", x, y: x.map((n) => n * n) }] });
 * const losses: number[] = [];
 * const curve = () => ({ yScale: "log", series: [{ name: "loss", x: losses.map((_, i) => i), y: losses }] }) as const;
 * const live = show.chart(curve());
 * for (let step = 0; step < 100; step++) {
 *   losses.push(0.9 ** step);
 *   live.update(curve());
 * }
 * ```
 */
export function chart(input: ChartInput): ShownChart {
  return new ShownChart("show.chart", input);
}
