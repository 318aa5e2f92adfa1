// What engine/wasm/assembly/shared/tile-central.ts reads of every row.
import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import { HALF_LINE, HALF_WEIGHTS } from "./half-lines.js";
import type { ElementFunctions } from "./nonlinearity.js";
import { rowBlocks, type Columns } from "./row-blocks.js";
import { degreesOf, type Degrees } from "./series.js";

/** Correlations up to this size are central. */
const LARGEST = 0.6;
/** The angle from 0 or π up to which others lie, and a rounding. */
export const OUTER_ANGLE = Math.acos(LARGEST) * (1 + 1e-9);

/** Degrees, of which the last has the weight 0.6⁷². */
const MOST = 73;
const NEGLIGIBLE = 1e-17;

/** Moments of φ at some variances; ρ_l = E[φ̇(√a z) h_{l−1}(z)], one degree after the other. */
export interface CentralMoments {
  readonly degrees: Degrees;
  readonly means: Float64Array;
  /** √Var φ. */
  readonly spreads: Float64Array;
  /** √E[φ̇²]. */
  readonly steepness: Float64Array;
  readonly slopes: readonly Float64Array[];
}

/** φ or φ̇ at both signs of all points: even and odd parts, times √(N(z) dz). */
function parts(f: (x: number) => number, g: number) {
  const even = new Float64Array(HALF_LINE.length);
  const odd = new Float64Array(HALF_LINE.length);
  HALF_LINE.forEach((z, k) => {
    const [up, down] = [f(g * z), f(-g * z)];
    even[k] = (up + down) * (ROOTS[k] as number);
    odd[k] = (up - down) * (ROOTS[k] as number);
  });
  return { even, odd };
}

/** √(N(z) dz/2): halves for sums over both signs. */
const ROOTS = Float64Array.from(HALF_WEIGHTS, (weight) => Math.sqrt(weight / 2));

const norm = (x: Float64Array) => x.reduce((sum, value) => sum + value * value, 0);
const dot = (x: Float64Array, y: Float64Array) =>
  x.reduce((sum, value, k) => sum + value * (y[k] as number), 0);

/** The moments at variances √a = g. */
export function centralMoments(
  { value, slope, parity }: ElementFunctions,
  deviations: readonly number[],
): CentralMoments {
  const degrees = degreesOf(parity);
  const values = deviations.map((g) => parts(value, g));
  const slopes = deviations.map((g) => parts(slope, g));
  const means = Float64Array.from(values, ({ even }) => 2 * dot(even, ROOTS));
  const spreads = Float64Array.from(values, ({ even, odd }, k) => {
    const mean = 2 * (means[k] as number);
    const apart = even.map((x, p) => x - mean * (ROOTS[p] as number));
    return Math.sqrt(norm(apart) + norm(odd));
  });
  const steepness = Float64Array.from(slopes, ({ even, odd }) => Math.sqrt(norm(even) + norm(odd)));
  return {
    degrees,
    means,
    spreads,
    steepness,
    slopes: trimmed(projections(slopes, degrees), degrees),
  };
}

/** E[φ̇ h_{l−1}] of the degrees l. */
function projections(
  samples: readonly { even: Float64Array; odd: Float64Array }[],
  { first, step }: Degrees,
): Float64Array[] {
  const joined = (pick: "even" | "odd") => {
    const all = new Float64Array(samples.length * HALF_LINE.length);
    samples.forEach((sample, k) => all.set(sample[pick], k * HALF_LINE.length));
    return new NDArray(all, [samples.length, HALF_LINE.length], "float64");
  };
  const products = [joined("even"), joined("odd")].map(
    (matrix) => matmul(hermiteRows(), matrix, { transposeB: true }).data,
  );
  const rows: Float64Array[] = [];
  for (let l: number = first; l < MOST; l += step) {
    const own = products[(l - 1) % 2] as Float64Array;
    rows.push(own.slice((l - 1) * samples.length, l * samples.length));
  }
  return rows;
}

let known: NDArray<"float64"> | null = null;

/** 2 h_m(z) √(N dz/2) of the degrees m and all points, by √(m + 1) h_{m+1} = z h_m − √m h_{m−1}. */
function hermiteRows(): NDArray<"float64"> {
  if (known !== null) return known;
  const count = HALF_LINE.length;
  const out = new Float64Array(MOST * count);
  for (let p = 0; p < count; p++) {
    let [before, last] = [0, 2 * (ROOTS[p] as number)];
    for (let m = 0; m < MOST; m++) {
      out[m * count + p] = last;
      const next = ((HALF_LINE[p] as number) * last - Math.sqrt(m) * before) / Math.sqrt(m + 1);
      [before, last] = [last, next];
    }
  }
  known = new NDArray(out, [MOST, count], "float64");
  return known;
}

/** Without the degrees that do not count at the largest correlation, at any variance. */
function trimmed(
  slopes: readonly Float64Array[],
  { first, step }: Degrees,
): readonly Float64Array[] {
  const weight = (k: number) => LARGEST ** (first + k * step - 1);
  const totals = (slopes[0] ?? new Float64Array()).map((_, at) =>
    slopes.reduce((sum, row, k) => sum + weight(k) * (row[at] as number) ** 2, 0),
  );
  const last = slopes.findLastIndex((row, k) =>
    row.some((rho, at) => weight(k) * rho * rho > NEGLIGIBLE * (totals[at] as number)),
  );
  return slopes.slice(0, Math.max(1, last + 1));
}

/** Of every row. */
export interface CentralRows {
  readonly degrees: Degrees;
  /** E[φ]/f. */
  readonly means: Float64Array;
  /** √Var φ/f. */
  readonly spreads: Float64Array;
  /** √(a/Var φ). */
  readonly scales: Float64Array;
  /** ρ/√l, one degree after the other. */
  readonly slopes: Columns;
}

/** The numbers and blocks that are read. */
export function centralVector({
  degrees,
  means,
  spreads,
  scales,
  slopes,
}: CentralRows): Float64Array {
  const rows = means.length;
  const numbers = [slopes.values.length / rows, degrees.first, degrees.step, (1 - LARGEST) / 2];
  const own = [means, spreads, scales].map((values) => ({ values }));
  return rowBlocks(rows, [...own, slopes], numbers);
}

/** For kernels without: complements are at most ½. */
export const NO_CENTRAL = Float64Array.of(0, 1, 1, 1, 0, 0, 0, 0);
