import type { Advance, Rows } from "../kernel/map.js";
import type { Parity } from "./table.js";

/** Hermite coefficients of φ at one variance a, with z ~ N(0, 1) and normalised Hermite polynomials h. */
export interface HermiteCoefficients {
  /** E[φ(√a z)]. */
  readonly mean: number;
  /**
   * ρ_l = E[φ̇(√a z) h_{l−1}(z)] of the degrees l; √a ρ_l/√l = E[φ(√a z) h_l(z)] (Stein's identity).
   */
  readonly slopes: Float64Array;
}

/** Which l have coefficients: all, or every other one of an odd or even φ. */
export interface Degrees {
  readonly first: 1 | 2;
  readonly step: 1 | 2;
}

/** The degrees of φ's Hermite series. */
export function degreesOf(parity: Parity): Degrees {
  return { first: parity === "even" ? 2 : 1, step: parity === "neither" ? 1 : 2 };
}

/**
 * The map of an activation whose Hermite coefficients are known at every variance: the step is
 * engine/wasm/assembly/shared/tile-series.ts.
 */
export function seriesAdvance(
  rows: Rows,
  coefficientsOf: (variance: number) => HermiteCoefficients,
  degrees: Degrees = { first: 1, step: 1 },
): Advance {
  const lists = eachOnce(rows.variances, coefficientsOf);
  const terms = lists.reduce((most, { slopes }) => Math.max(most, slopes.length), 1);
  const count = rows.variances.length;
  const slopes = new Float64Array(terms * count);
  const [means, scales, variances] = [1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  lists.forEach((coefficients, row) => {
    const variance = rows.variances[row] as number;
    coefficients.slopes.forEach((slope, k) => (slopes[k * count + row] = slope));
    variances[row] = meanSquare(coefficients, degrees, variance);
    const deviation = Math.sqrt(variances[row]);
    means[row] = deviation === 0 ? 0 : coefficients.mean / deviation;
    scales[row] = deviation === 0 ? 0 : Math.sqrt(variance) / deviation;
  });
  const inverses = Float64Array.from({ length: terms }, (_, k) => 1 / degree(degrees, k));
  const vectors = [slopes, means, scales, inverses];
  const step = {
    opcode: "series",
    constants: [terms, count, degrees.step, degrees.first],
    vectors,
  } as const;
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

/** E[φ²] = E[φ]² + a Σ ρ_l²/l */
function meanSquare(
  { mean, slopes }: HermiteCoefficients,
  degrees: Degrees,
  variance: number,
): number {
  const sum = slopes.reduceRight((total, rho, k) => total + (rho * rho) / degree(degrees, k), 0);
  return mean * mean + variance * sum;
}

/** l of the k-th coefficient. */
function degree({ first, step }: Degrees, k: number): number {
  return first + k * step;
}

/** The function of every entry, computed once for equal entries. */
function eachOnce<T>(entries: Float64Array, f: (entry: number) => T): T[] {
  const known = new Map<number, T>();
  return Array.from(entries, (entry) => {
    const value = known.get(entry) ?? f(entry);
    known.set(entry, value);
    return value;
  });
}
