import type { Advance, Rows } from "../kernel/map.js";
import { angularAdvance } from "./angular.js";
import { commonVariance, seriesMap, tableAdvance } from "./equal-variances.js";
import { momentsOf } from "./half-lines.js";
import { hermiteCoefficients } from "./hermite-coefficients.js";
import { interpolated, varianceGrid } from "./interpolation.js";
import { polarSlopes } from "./polar.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf, seriesAdvance } from "./series.js";

/** The longest Hermite series that tiles are given. */
const MOST_TERMS = 400;

/** Of E[φ̇²], what a series may leave out. */
const TOLERANCE = 1e-14;

/** The map of a smooth activation: by its Hermite series, or where that is long by expansions in the angle. */
export function smoothAdvance(rows: Rows, nonlinearity: Nonlinearity): Advance {
  const { value, slope, parity } = nonlinearity;
  return (
    smoothSeries(nonlinearity, rows) ??
    angularAdvance(rows, {
      ...momentsOf(value),
      parity,
      slopes: (deviations, angle) => polarSlopes(slope, deviations, angle),
    })
  );
}

/**
 * The map of a smooth activation by its Hermite series, as long as the largest variance needs: as a table
 * where all variances are equal. Null where the series would be too long.
 */
function smoothSeries(nonlinearity: Nonlinearity, rows: Rows): Advance | null {
  const { parity } = nonlinearity;
  const largest = rows.variances.reduce((most, variance) => Math.max(most, variance), 0);
  const terms = termsNeeded(nonlinearity, largest);
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

function termsNeeded(nonlinearity: Nonlinearity, variance: number): number | null {
  for (let terms = 24; ; terms = Math.min(2 * terms, MOST_TERMS)) {
    const { slopes } = hermiteCoefficients(nonlinearity, variance, terms);
    const total = slopes.reduce((sum, rho) => sum + rho * rho, 0);
    let [tail, needed] = [0, terms];
    while (needed > 1) {
      tail += (slopes[needed - 1] as number) ** 2;
      if (tail > TOLERANCE * total) break;
      needed--;
    }
    // The series falls steadily: what lies behind is less than what the last part holds.
    if (needed <= 0.85 * terms) return needed;
    if (terms === MOST_TERMS) return null;
  }
}
