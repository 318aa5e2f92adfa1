import { emitDisplay } from "./display.js";
import { chartBundle, chartPayload, type AxesOptions } from "./chart.js";
import { namedSeries, type Named } from "./series/named.js";
import type { Values } from "./values.js";

/**
 * Shows a bar for each name (or number) in `x`; several lists by name stand side by side.
 *
 * @throws {@link ShapeError} when there is not one value for each of `x`; {@link DomainError} for more
 * than 2000 bars.
 * @example
 * ```ts
 * show.bars(["relu", "erf", "gelu"], [0.91, 0.93, 0.92], { yLabel: "accuracy" });
 * show.bars(["relu", "erf"], { train: [0.99, 0.98], test: [0.91, 0.93] });
 * ```
 */
export function bars(
  x: readonly string[] | Values,
  y: Values | Named<Values>,
  options: AxesOptions = {},
): void {
  const series = namedSeries(y, "values").map(([name, list]) => ({
    kind: "bars" as const,
    name,
    x,
    y: list,
  }));
  emitDisplay({ id: null, bundle: chartBundle(chartPayload("show.bars", { ...options, series })) });
}
