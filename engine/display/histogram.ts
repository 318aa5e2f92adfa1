import { emitDisplay } from "./display.js";
import { chartBundle, chartPayload, type AxesOptions } from "./chart.js";
import type { HistogramInput } from "./series/input.js";
import { namedSeries, type Named } from "./series/named.js";
import type { Values } from "./values.js";

/** How values are counted, and the words around the chart. */
export type HistogramOptions = AxesOptions & Pick<HistogramInput, "bins" | "height">;

/**
 * Shows how often values fall into intervals; several lists by name lie over each other, on the same
 * intervals. NaN and ±∞ are left out.
 *
 * @throws {@link DomainError} for `bins` that are no number of intervals and no ascending edges.
 * @example
 * ```ts
 * show.histogram(random.normal(random.key(0), [1000]), { title: "Weights", xLabel: "w" });
 * show.histogram({ before: [1, 2, 2, 3], after: [2, 3, 3, 4] }, { bins: 4, height: "density" });
 * ```
 */
export function histogram(values: Values | Named<Values>, options: HistogramOptions = {}): void {
  const { bins, height = "count", ...axes } = options;
  const series = namedSeries(values, "values").map(([name, list]) => ({
    kind: "histogram" as const,
    name,
    values: list,
    height,
    ...(bins !== undefined && { bins }),
  }));
  const payload = chartPayload("show.histogram", { yLabel: height, ...axes, series });
  emitDisplay({ id: null, bundle: chartBundle(payload) });
}
