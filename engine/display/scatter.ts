import { emitDisplay } from "./display.js";
import { chartBundle, chartPayload, type AxesOptions } from "./chart.js";
import type { Values, Words } from "./values.js";

/**
 * Shows the points (x, y). For tens of thousands, that would hide each other, see {@link density}.
 *
 * @throws {@link ShapeError} when x and y have different lengths, or more than one axis.
 * @example
 * ```ts
 * show.scatter([0.1, 0.5, 0.9], [0.2, 0.4, 0.95], { xLabel: "predicted", yLabel: "measured" });
 * ```
 */
export function scatter(
  x: Values,
  y: Values,
  options: AxesOptions & { readonly name?: Words } = {},
): void {
  const { name = "points", ...axes } = options;
  const series = [{ kind: "scatter" as const, name, x, y }];
  emitDisplay({ id: null, bundle: chartBundle(chartPayload("show.scatter", { ...axes, series })) });
}
