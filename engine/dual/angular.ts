import type { Advance, Rows } from "../kernel/map.js";
import { chebyshevCoefficients, chebyshevPoints, chebyshevValues } from "./chebyshev.js";
import { commonVariance, tableAdvance } from "./equal-variances.js";
import { combine, interpolated, varianceGrid } from "./interpolation.js";
import { gaussLegendre } from "./quadrature.js";
import { symmetricEigen } from "./symmetric-eigen.js";
import type { Parity } from "./table.js";

/** A map of kernels that is analytic in the angle: of φ smooth, or with kinks at 0 alone. */
export interface AngularSource {
  readonly parity: Parity;
  /** E[φ²] at a variance. */
  readonly meanSquare: (variance: number) => number;
  /** E[φ(√a z) φ(√a′ z)] for all pairs of variances, row after row. */
  readonly parallel: (variances: readonly number[]) => Float64Array;
  /**
   * E[φ̇(u) φ̇(u′)] at an angle θ for all pairs of deviations √a, row after row.
   */
  readonly slopes: (deviations: readonly number[], angle: number) => Float64Array;
  /** Chebyshev coefficients of the same in the angle, where they are not to be had from `slopes`. */
  readonly coefficients?: (deviations: readonly number[]) => Float64Array[];
  /** Those of S = (D(0) − D(θ))/(2h g g′), where it does not follow from Ḋ. */
  readonly differences?: (deviations: readonly number[]) => Float64Array[];
}

/** What is kept of sums whose terms are of order 1. */
const TOLERANCE = 2e-15;

/**
 * The map of an activation by expansions in the angle. From Ḋ follows D: with y = sin(θ/2), h = y² and g = √a,
 * (1 − c′)/2 = ¼ E[(φ(g z)/f − φ(g′z)/f′)²] + h (g g′/f f′) S,  S = ∫₀^θ Ḋ(ϑ) sin ϑ dϑ/2h,
 * whose first term is a distance between vectors of the rows.
 */
export function angularAdvance(rows: Rows, source: AngularSource): Advance {
  const common = commonVariance(rows);
  if (common !== null) return tableAdvance(rows, angularMap(source, common));
  const grid = varianceGrid(rows.variances);
  const squares = grid.variances.map(source.meanSquare);
  // Who called knows the layer's name, and says that its variances are out of range.
  if (!squares.every(Number.isFinite)) {
    return { rows: { ...rows, variances: rows.variances.map(() => Infinity) }, steps: [] };
  }
  const count = grid.variances.length;
  const deviations = grid.variances.map(Math.sqrt);
  const angles = angularCoefficients(source, deviations);
  const slopes = angles.map((matrix) => lowRank(matrix, count));
  const others = differences(source, deviations, angles).map((matrix) => lowRank(matrix, count));
  const profile = profiles(source, grid.variances, squares);
  const u = slopes.flatMap(({ vectors }) => vectors);
  const v = others.flatMap(({ vectors }) => vectors);
  const all = [...u, ...v, ...profile];
  // E[φ²] over what it grows with: φ(0)² + a.
  const atZero = source.meanSquare(0);
  const growth = (variance: number) => variance + atZero;
  const ratios = grid.variances.map((variance, m) =>
    growth(variance) === 0 ? 0 : (squares[m] as number) / growth(variance),
  );
  const length = rows.variances.length;
  const columns = interpolated(grid, rows.variances, [...all, ratios]);
  const found = columns.subarray(all.length * length);
  const variances = rows.variances.map(
    (variance, row) => (found[row] as number) * growth(variance),
  );
  const scales = rows.variances.map((variance, row) =>
    variances[row] === 0 ? 0 : Math.sqrt(variance / (variances[row] as number)),
  );
  const starts = [0, u.length, u.length + v.length, all.length].map((start) => start * length);
  const blocks = starts
    .slice(1)
    .map((end, k) => inBlocks(columns.subarray(starts[k], end), length));
  const vectors = [
    ...blocks,
    scales,
    numbers(source.parity, { slopes, others, parts: profile.length }),
  ];
  const step = { opcode: "angular", vectors } as const;
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

const PARITIES = { odd: 0, even: 1, neither: 2 } as const;

/** The table that engine/wasm/assembly/shared/tile-angular.ts reads. */
function numbers(
  parity: Parity,
  { slopes, others, parts }: { slopes: LowRank[]; others: LowRank[]; parts: number },
): Float64Array {
  const ends = largestAngle(parity);
  const lists = [trimmed(slopes), trimmed(others)] as const;
  const [first, second] = lists;
  return Float64Array.from([
    ...[2 / ends, -1, first.length, second.length, parts, PARITIES[parity]],
    ...lists.flatMap((list) => list.map(({ weights }) => weights.length)),
    ...lists.flatMap((list) => list.flatMap(({ weights }) => weights)),
  ]);
}

/** Without the last ones that are empty. */
function trimmed(list: readonly LowRank[]): readonly LowRank[] {
  const length = list.findLastIndex(({ weights }) => weights.length > 0) + 1;
  return list.slice(0, Math.max(1, length));
}

/** Entries that lie together, as engine/wasm/assembly/shared/tile-angular.ts reads them. */
const BLOCK = 8;

/** Vectors of this length, block by block: what a step reads for some columns lies in one place. */
function inBlocks(vectors: Float64Array, length: number): Float64Array {
  const count = vectors.length / length;
  const out = new Float64Array(Math.max(1, Math.ceil(length / BLOCK) * BLOCK * count));
  for (let k = 0; k < count; k++) {
    for (let row = 0; row < length; row++) {
      const block = Math.floor(row / BLOCK) * count + k;
      out[block * BLOCK + (row % BLOCK)] = vectors[k * length + row] as number;
    }
  }
  return out;
}

function largestAngle(parity: Parity): number {
  return parity === "neither" ? Math.PI : Math.PI / 2;
}

/** Chebyshev coefficients of Ḋ in the angle, a matrix of the deviations each. */
function angularCoefficients(source: AngularSource, deviations: readonly number[]): Float64Array[] {
  if (source.coefficients !== undefined) return source.coefficients(deviations);
  const end = largestAngle(source.parity);
  for (let count = firstCount(deviations); ; count *= 2) {
    const points = chebyshevPoints(count);
    const values = Array.from(points, (t) => source.slopes(deviations, (end * (1 + t)) / 2));
    const coefficients = chebyshevCoefficients(values);
    const sizes = coefficients.map((matrix) =>
      matrix.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
    );
    const scale = Math.max(...sizes);
    const tail = Math.max(...sizes.slice(-3));
    if (tail <= 10 * TOLERANCE * scale || count >= 512) return coefficients;
  }
}

/** Layers of width 1/√a at θ = 0 need √(√a) times as many points, at their square root spacing. */
function firstCount(deviations: readonly number[]): number {
  const largest = Math.max(1, ...deviations);
  return 32 * 2 ** Math.min(3, Math.round(Math.log2(largest) * 0.6));
}

function differences(
  source: AngularSource,
  deviations: readonly number[],
  slopes: readonly Float64Array[],
): Float64Array[] {
  return source.differences?.(deviations) ?? averaged(slopes, source.parity);
}

/** The coefficients of S = ∫₀^θ Ḋ(ϑ) sin ϑ dϑ/(2h) from those of Ḋ. */
function averaged(coefficients: readonly Float64Array[], parity: Parity): Float64Array[] {
  const end = largestAngle(parity);
  const count = coefficients.length;
  const { nodes, weights } = gaussLegendre(count + 16);
  const samples = Array.from(chebyshevPoints(count), (t) => {
    const angle = (end * (1 + t)) / 2;
    const factor = angle / (2 * Math.sin(angle / 2) ** 2);
    const mean = new Float64Array(count);
    nodes.forEach((x, q) => {
      const values = chebyshevValues(count, (2 * angle * x) / end - 1);
      const weight = factor * Math.sin(angle * x) * (weights[q] as number);
      values.forEach((value, k) => (mean[k] = (mean[k] as number) + weight * value));
    });
    return combine(mean, coefficients);
  });
  return chebyshevCoefficients(samples);
}

interface LowRank {
  readonly weights: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/** Σ λ u uᵀ without what does not count. */
function lowRank(matrix: Float64Array, n: number): LowRank {
  const pairs = symmetricEigen(matrix, n).filter(({ value }) => Math.abs(value) > TOLERANCE);
  return { weights: pairs.map(({ value }) => value), vectors: pairs.map(({ vector }) => vector) };
}

/** Vectors V with V·V′ = E[φ(g z) φ(g′z)]/f f′ at the grid's variances, where E[φ²] is f². */
function profiles(
  source: AngularSource,
  variances: readonly number[],
  squares: readonly number[],
): Float64Array[] {
  const n = variances.length;
  const scales = squares.map((square) => (square > 0 ? 1 / Math.sqrt(square) : 0));
  const gram = source
    .parallel(variances)
    .map((value, k) => value * (scales[Math.floor(k / n)] as number) * (scales[k % n] as number));
  return symmetricEigen(gram, n)
    .filter(({ value: size }) => size > TOLERANCE)
    .map(({ value: size, vector }) => vector.map((x) => x * Math.sqrt(size)));
}

/** The map of correlations where all variances are equal. */
function angularMap(source: AngularSource, variance: number) {
  const { parity } = source;
  const end = largestAngle(parity);
  const slopes = angularCoefficients(source, [Math.sqrt(variance)]);
  const others = differences(source, [Math.sqrt(variance)], slopes);
  const at = (coefficients: readonly Float64Array[], angle: number) => {
    const values = chebyshevValues(coefficients.length, (2 * angle) / end - 1);
    return coefficients.reduce((sum, [c = 0], k) => sum + c * (values[k] as number), 0);
  };
  const meanSquare = source.meanSquare(variance);
  const scale = meanSquare === 0 ? 0 : variance / meanSquare;
  return {
    meanSquare,
    map: {
      parity,
      powers: 2,
      octaves: 6 + Math.max(0, Math.ceil(Math.log2(Math.max(variance, 1)))),
      near: (y: number) => {
        const angle = 2 * Math.asin(y);
        return [scale * at(others, angle), at(slopes, angle)] as const;
      },
      mirrored: (y: number) => {
        const angle = Math.PI - 2 * Math.asin(y);
        return [(1 - y * y) * scale * at(others, angle), at(slopes, angle)] as const;
      },
    },
  } as const;
}
