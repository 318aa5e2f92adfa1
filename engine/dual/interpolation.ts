import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import { chebyshevPoints } from "./chebyshev.js";

/** Digits of a double, and a margin, in nepers. */
const NEPERS = 39;

/**
 * Where a smooth function of a variance is computed, for interpolation at all rows: at the rows' own variances when
 * they are few, else at Chebyshev's points in log(1 + √a) (barycentric formula: Berrut & Trefethen 2004).
 * E[φ(√a z) h(z)] is analytic in a for |arg a| < π/2, which says how many points do.
 */
export interface VarianceGrid {
  readonly variances: readonly number[];
  /** Writes the weights of the grid's points at a variance, zeros as yet; they sum to 1. */
  weigh(variance: number, weights: Float64Array): void;
}

export function varianceGrid(variances: Float64Array): VarianceGrid {
  return gridOver(variances, {
    position: (variance) => Math.log1p(Math.sqrt(variance)),
    variance: (place) => Math.expm1(place) ** 2,
    points: (length) => pointsNeeded(length),
  });
}

/** In what a function of variances is interpolated, and how many points an interval of this length takes. */
export interface Axis {
  readonly position: (variance: number) => number;
  readonly variance: (position: number) => number;
  readonly points: (length: number) => number;
}

/** A grid over the variances' positions on an axis. */
export function gridOver(variances: Float64Array, axis: Axis): VarianceGrid {
  const { position } = axis;
  const distinct = [...new Set(variances)];
  const positions = distinct.map(position);
  const [least, most] = [
    positions.reduce((a, b) => Math.min(a, b), Infinity),
    positions.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  const [middle, reach] = [(least + most) / 2, (most - least) / 2];
  const count = axis.points(2 * reach);
  if (count >= distinct.length) return exactGrid(distinct);
  const nodes = chebyshevPoints(count);
  const factors = nodes.map((_, k) => (-1) ** k * Math.sin((Math.PI * (k + 0.5)) / count));
  return {
    variances: Array.from(nodes, (t) => axis.variance(middle + reach * t)),
    weigh: (variance, weights) => {
      const t = (position(variance) - middle) / reach;
      barycentric(t, { nodes, factors, weights });
    },
  };
}

function exactGrid(variances: readonly number[]): VarianceGrid {
  return {
    variances,
    weigh(variance, weights) {
      weights[variances.indexOf(variance)] = 1;
    },
  };
}

/** ρⁿ = e^NEPERS, ρ the Bernstein ellipse of a strip of half the height π/2 in units of the reach in log a. */
function pointsNeeded(reach: number): number {
  if (reach === 0) return 1;
  const height = Math.PI / 2 / reach;
  return Math.ceil(NEPERS / Math.log(height + Math.sqrt(1 + height * height))) + 4;
}

interface Barycentric {
  readonly nodes: Float64Array;
  readonly factors: Float64Array;
  readonly weights: Float64Array;
}

function barycentric(t: number, { nodes, factors, weights }: Barycentric): void {
  let total = 0;
  for (let k = 0; k < nodes.length; k++) {
    const distance = t - (nodes[k] as number);
    if (distance === 0) {
      weights.fill(0)[k] = 1;
      return;
    }
    weights[k] = (factors[k] as number) / distance;
    total += weights[k] as number;
  }
  for (let k = 0; k < nodes.length; k++) weights[k] = (weights[k] as number) / total;
}

/** Functions × variances, from the functions' values at the grid's points: the same bits for the same variance. */
export function interpolated(
  grid: VarianceGrid,
  variances: Float64Array,
  functions: readonly ArrayLike<number>[],
): Float64Array {
  return interpolator(grid, variances)(functions);
}

/** The same for several calls. */
export function interpolator(
  grid: VarianceGrid,
  variances: Float64Array,
): (functions: readonly ArrayLike<number>[]) => Float64Array {
  const weights = weightsOf(grid, variances);
  return (functions) => matmul(joined(functions), weights, { transposeB: true }).data;
}

/** Variances × functions, from all functions' values at each of the grid's points. */
export function interpolatedRows(
  grid: VarianceGrid,
  variances: Float64Array,
  points: readonly Float64Array[],
): Float64Array {
  return matmul(weightsOf(grid, variances), joined(points)).data;
}

/** Variances × points. */
function weightsOf(grid: VarianceGrid, variances: Float64Array): NDArray<"float64"> {
  const count = grid.variances.length;
  const data = new Float64Array(variances.length * count);
  variances.forEach((variance, row) => {
    grid.weigh(variance, data.subarray(row * count, (row + 1) * count));
  });
  return new NDArray(data, [variances.length, count], "float64");
}

function joined(rows: readonly ArrayLike<number>[]): NDArray<"float64"> {
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, k) => data.set(row, k * columns));
  return new NDArray(data, [rows.length, columns], "float64");
}

/** Σ_k weights_k vectors_k */
export function combine(weights: Float64Array, vectors: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(vectors[0]?.length ?? 0);
  weights.forEach((weight, k) => {
    const vector = vectors[k] as Float64Array;
    for (let i = 0; i < out.length; i++)
      out[i] = (out[i] as number) + weight * (vector[i] as number);
  });
  return out;
}

/** Σ_k weights_k vectors_k for each of several lists of weights. */
export function combinations(
  weights: readonly Float64Array[],
  vectors: readonly Float64Array[],
): Float64Array[] {
  const { data, shape } = matmul(joined(weights), joined(vectors));
  const length = shape[1] ?? 0;
  return weights.map((_, k) => data.subarray(k * length, (k + 1) * length));
}
