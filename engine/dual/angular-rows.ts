import type { Rows } from "../kernel/map.js";
import type { AngularSource } from "./angular-source.js";
import { degree } from "./series.js";
import type { CentralMoments, CentralRows } from "./central.js";
import type { VarianceGrid } from "./interpolation.js";

/** What is known at the grid's variances; E[φ²] among it. */
export interface GridMoments {
  readonly grid: VarianceGrid;
  readonly squares: readonly number[];
  readonly central: CentralMoments | null;
}

/** Functions of the grid's variances at those of all rows, one after the other. */
type AtRows = (functions: readonly ArrayLike<number>[]) => Float64Array;

/** What is known of every row. */
export interface RowMoments {
  /** E[φ²] = f². */
  readonly variances: Float64Array;
  /** √a/f. */
  readonly scales: Float64Array;
  /** √E[φ̇²], or 1. */
  readonly steepness: Float64Array;
  readonly central: CentralRows | null;
}

export function rowMoments(
  source: AngularSource,
  moments: GridMoments & { readonly atRows: AtRows },
  rows: Rows,
): RowMoments {
  const { central } = moments;
  return central === null
    ? bySquares(source, moments, rows)
    : byMoments(source, { ...moments, central }, rows);
}

const over = (x: number, y: number) => (y === 0 ? 0 : x / y);

/** E[φ²] is interpolated over what it grows with: φ(0)² + a. */
function bySquares(
  { meanSquare }: AngularSource,
  { grid, squares, atRows }: GridMoments & { readonly atRows: AtRows },
  rows: Rows,
): RowMoments {
  const atZero = meanSquare(0);
  const ratios = squares.map((square, k) => over(square, (grid.variances[k] as number) + atZero));
  const found = atRows([ratios]);
  const variances = rows.variances.map((a, row) => (found[row] as number) * (a + atZero));
  const scales = rows.variances.map((a, row) => Math.sqrt(over(a, variances[row] as number)));
  return {
    variances,
    scales,
    steepness: new Float64Array(variances.length).fill(1),
    central: null,
  };
}

/** Means over √(φ(0)² + a), deviations over √a and ρ/√l over √E[φ̇²] are interpolated. */
function byMoments(
  { meanSquare }: AngularSource,
  {
    grid,
    central,
    atRows,
  }: { readonly grid: VarianceGrid; readonly central: CentralMoments; readonly atRows: AtRows },
  rows: Rows,
): RowMoments {
  const atZero = meanSquare(0);
  const growth = (a: number) => Math.sqrt(a + atZero);
  const at = (k: number) => grid.variances[k] as number;
  const count = rows.variances.length;
  const found = atRows([
    central.means.map((mean, k) => over(mean, growth(at(k)))),
    central.spreads.map((spread, k) => over(spread, Math.sqrt(at(k)))),
    central.steepness,
    ...central.slopes.map((rho, term) => {
      const root = Math.sqrt(degree(central.degrees, term));
      return rho.map((x, k) => over(x, root * (central.steepness[k] as number)));
    }),
  ]);
  const part = (k: number) => found.subarray(k * count, (k + 1) * count);
  const steepness = part(2);
  const means = part(0).map((mean, row) => mean * growth(rows.variances[row] as number));
  const spreads = part(1).map((spread, row) => spread * Math.sqrt(rows.variances[row] as number));
  const variances = means.map((mean, row) => mean ** 2 + (spreads[row] as number) ** 2);
  const roots = variances.map(Math.sqrt);
  const perRoot = (x: Float64Array) => x.map((value, row) => over(value, roots[row] as number));
  const deviations = rows.variances.map(Math.sqrt);
  return {
    variances,
    scales: perRoot(deviations),
    steepness,
    central: {
      degrees: central.degrees,
      means: perRoot(means),
      spreads: perRoot(spreads),
      scales: deviations.map((g, row) => over(g, spreads[row] as number)),
      slopes: { values: found.subarray(3 * count), factors: steepness },
    },
  };
}
