import { emitDisplay } from "./display.js";
import { chartBundle, chartPayload, type AxesOptions } from "./chart.js";
import type { DensityInput } from "./series/input.js";
import type { Values } from "./values.js";

/** Cells along x and y, and the words around the chart. */
export type DensityOptions = AxesOptions & Pick<DensityInput, "bins" | "name">;

/**
 * Shows where very many points lie: a grid whose cells are coloured by how many are in them. Points with
 * NaN or ±∞ are left out.
 *
 * @throws {@link ShapeError} when x and y have different lengths; {@link DomainError} for `bins` that are
 * not two numbers from 1 to 200.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [5000]);
 * const y = x.add(random.normal(random.key(1), [5000]));
 * show.density(x, y, { title: "Joint samples", xLabel: "x", yLabel: "y" });
 * ```
 */
export function density(x: Values, y: Values, options: DensityOptions = {}): void {
  const { bins, name = "points in a cell", ...axes } = options;
  const one = { kind: "density" as const, name, x, y, ...(bins !== undefined && { bins }) };
  const payload = chartPayload("show.density", { ...axes, series: [one] });
  emitDisplay({ id: null, bundle: chartBundle(payload) });
}
