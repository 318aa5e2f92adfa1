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

/** The coefficients at the variances of all rows: ρ one after the other, each for all rows. */
export interface HermiteTable {
  readonly means: Float64Array;
  readonly slopes: Float64Array;
}

/** The table of coefficients that are known at every variance. */
export function hermiteTable(
  rows: Rows,
  coefficientsOf: (variance: number) => HermiteCoefficients,
): HermiteTable {
  const lists = eachOnce(rows.variances, coefficientsOf);
  const terms = lists.reduce((most, { slopes }) => Math.max(most, slopes.length), 1);
  const slopes = new Float64Array(terms * lists.length);
  lists.forEach((coefficients, row) => {
    coefficients.slopes.forEach((slope, k) => (slopes[k * lists.length + row] = slope));
  });
  return { means: Float64Array.from(lists, ({ mean }) => mean), slopes };
}

/** The map of an activation by its Hermite series: the step is engine/wasm/assembly/shared/tile-series.ts. */
export function seriesAdvance(
  rows: Rows,
  { means, slopes }: HermiteTable,
  degrees: Degrees = { first: 1, step: 1 },
): Advance {
  const count = rows.variances.length;
  const terms = slopes.length / count;
  const inverses = Float64Array.from({ length: terms }, (_, k) => 1 / degree(degrees, k));
  // E[φ²] = E[φ]² + a Σ ρ_l²/l
  const variances = new Float64Array(count);
  for (let k = terms - 1; k >= 0; k--) {
    for (let row = 0; row < count; row++) {
      const rho = slopes[k * count + row] as number;
      variances[row] = (variances[row] as number) + (rho * rho) / degree(degrees, k);
    }
  }
  rows.variances.forEach((variance, row) => {
    const mean = means[row] as number;
    variances[row] = mean * mean + variance * (variances[row] as number);
  });
  const perDeviation = (x: number, row: number) =>
    variances[row] === 0 ? 0 : x / Math.sqrt(variances[row] as number);
  const vectors = [
    slopes,
    means.map(perDeviation),
    rows.variances.map((variance, row) => perDeviation(Math.sqrt(variance), row)),
    inverses,
  ];
  const step = {
    opcode: "series",
    constants: [terms, count, degrees.step, degrees.first],
    vectors,
  } as const;
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

/** l of the k-th coefficient. */
export function degree({ first, step }: Degrees, k: number): number {
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
