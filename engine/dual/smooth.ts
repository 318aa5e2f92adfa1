import type { Advance, Rows } from "../kernel/map.js";
import { angularAdvance } from "./angular.js";
import { commonVariance, seriesMap, tableAdvance } from "./equal-variances.js";
import { angularMoments } from "./half-lines.js";
import { hermiteCoefficients, termsNeeded } from "./hermite-coefficients.js";
import { interpolated, varianceGrid } from "./interpolation.js";
import type { AngularSource } from "./angular-source.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf, seriesAdvance } from "./series.js";

/** The longest Hermite series that tiles are given. */
const TILES = { most: 400, tolerance: 1e-14 } as const;

/** A smooth activation, with E[φ̇φ̇′] at an angle. */
export type SmoothNonlinearity = Nonlinearity & Pick<AngularSource, "slopes">;

/** The map of a smooth activation: by its Hermite series, or where that is long by expansions in the angle. */
export function smoothAdvance(rows: Rows, nonlinearity: SmoothNonlinearity): Advance {
  const largest = rows.variances.reduce((most, variance) => Math.max(most, variance), 0);
  const { slopes } = nonlinearity;
  return (
    smoothSeries(nonlinearity, rows, largest) ??
    angularAdvance(rows, { ...angularMoments(nonlinearity), slopes })
  );
}

/**
 * The map of a smooth activation by its Hermite series, as long as the largest variance needs: as a table
 * where all variances are equal. Null where the series would be too long.
 */
function smoothSeries(nonlinearity: Nonlinearity, rows: Rows, largest: number): Advance | null {
  const { parity } = nonlinearity;
  const terms = termsNeeded(nonlinearity, largest, TILES);
  if (terms === null) return null;
  const at = (variance: number) => hermiteCoefficients(nonlinearity, variance, terms);
  const common = commonVariance(rows);
  if (common !== null) return tableAdvance(rows, seriesMap(at(common), parity, common));
  const grid = varianceGrid(rows.variances);
  const points = grid.variances.map(at);
  const means = interpolated(grid, rows.variances, [points.map(({ mean }) => mean)]);
  const slopes = Array.from({ length: terms }, (_, k) =>
    points.map((point) => point.slopes[k] as number),
  );
  const table = { means, slopes: interpolated(grid, rows.variances, slopes) };
  return seriesAdvance(rows, table, degreesOf(parity));
}
