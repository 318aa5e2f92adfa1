import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { displayedAsChart } from "../display/displayed.js";
import { DomainError } from "../errors.js";
import { EPSILON } from "../linalg/gaps.js";
import { levelsOf } from "./levels.js";
import { densityCurve, marchenkoPastur, type MarchenkoPastur } from "./marchenko-pastur.js";

/** The law of most eigenvalues, and those that noise does not explain. */
export interface FittedMarchenkoPastur extends MarchenkoPastur {
  /** Eigenvalues beyond the upper edge, the largest first: what is in the data besides noise. */
  readonly outliers: readonly number[];
  /**
   * The largest difference between the share of the others below any λ and the law's (Kolmogorov & Smirnov): up to some
   * three times 1/p for pure noise, much more where another law holds.
   */
  readonly distance: number;
}

/** Of the largest eigenvalue's standard deviations: 1 in 10,000 of pure noise is farther (Tracy & Widom 1996). */
const FARTHEST = 4;

/** Of pure noise it is rarely more than this over p. */
const NEAR = 3;

/**
 * Marchenko and Pastur's law with the mean and the mean square of all p eigenvalues (zeros included) but outliers:
 * E[λ] = σ², E[λ²] = σ⁴(1 + γ). Outliers are those farther beyond the upper edge than the largest eigenvalue of noise
 * varies (Johnstone 2001, theorem 1.1). Strong ones hide themselves and each other from a law that is fitted to all: where
 * it is far from what it was fitted to, the fit begins with the smaller half and takes in all within its edge.
 *
 * @throws {@link DomainError} where eigenvalues are no numbers, negative, all equal or have no positive mean.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [400, 100]);
 * spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(400))); // ratio near 1/4, variance near 1
 * ```
 */
export function fitMarchenkoPastur(eigenvalues: ArrayInput): FittedMarchenkoPastur {
  const caller = "spectrum.fitMarchenkoPastur";
  const given = sorted(caller, eigenvalues);
  const { values, zeros } = given;
  const all = bulkOf(caller, given, values.length);
  const half = zeros + Math.ceil((values.length - zeros) / 2);
  const { law, bulk, distance } =
    all.distance * all.bulk.length <= NEAR ? all : bulkOf(caller, given, half);
  const fitted = { ...law, outliers: [...values.subarray(bulk.length)].reverse(), distance };
  return displayedAsChart(caller, fitted, () => ({
    title: `Marchenko–Pastur: γ = ${law.ratio.toPrecision(3)}, σ² = ${law.variance.toPrecision(3)}, ${counted(fitted.outliers)}`,
    ...{ xLabel: "λ", yLabel: "density" },
    series: [
      { kind: "histogram", name: "eigenvalues", values: bulk, height: "density" },
      densityCurve(law),
    ],
  }));
}

const counted = ({ length }: readonly number[]) =>
  length === 1 ? "1 outlier" : `${length} outliers`;

/** In ascending order, and how many are 0 but for rounding. */
interface Sorted {
  readonly values: Float64Array;
  readonly zeros: number;
}

function sorted(caller: string, eigenvalues: ArrayInput): Sorted {
  const values = levelsOf(caller, eigenvalues).eigenvalues.toSorted();
  const single = eigenvalues instanceof NDArray && eigenvalues.dtype === "float32";
  const largest = Math.max(...values.subarray(-1));
  const rounding = values.length * EPSILON[single ? "float32" : "float64"] * largest;
  const [least = 0] = values;
  if (least >= -rounding) {
    return { values, zeros: values.findIndex((value) => value > rounding) };
  }
  throw new DomainError(
    `${caller}: the eigenvalue ${least} is negative; give those of XᵀX/n, which are not`,
  );
}

interface Bulk {
  readonly law: MarchenkoPastur;
  readonly bulk: Float64Array;
  readonly distance: number;
}

/** From so many of the smallest to as many as lie within the edge of their own law. */
function bulkOf(caller: string, { values, zeros }: Sorted, start: number): Bulk {
  let count = start;
  for (;;) {
    const bulk = values.subarray(0, count);
    const law = lawOf(caller, bulk);
    const edge = noiseEdge(law, count);
    const beyond = values.findIndex((value) => value > edge);
    const within = beyond < 0 ? values.length : beyond;
    const grows = start < values.length;
    if (grows ? within <= count : within >= count) {
      return { law, bulk, distance: largestDistance(bulk, Math.min(zeros, count), law) };
    }
    count = within;
  }
}

function largestDistance(bulk: Float64Array, zeros: number, law: MarchenkoPastur): number {
  const { x, y } = densityCurve(law);
  let [share, at, most] = [law.massAtZero, 0, 0];
  for (let k = zeros; k < bulk.length; k++) {
    const value = bulk[k] as number;
    for (; at + 1 < x.length && (x[at + 1] as number) <= value; at++) {
      const [from, to] = [x[at] as number, x[at + 1] as number];
      share += (((y[at] as number) + (y[at + 1] as number)) / 2) * (to - from);
    }
    most = Math.max(
      most,
      Math.abs(k / bulk.length - share),
      Math.abs((k + 1) / bulk.length - share),
    );
  }
  return most;
}

function lawOf(caller: string, values: Float64Array): MarchenkoPastur {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = values.reduce((sum, value) => sum + (value / mean - 1) ** 2, 0) / values.length;
  if (mean > 0 && spread > 0) return marchenkoPastur({ ratio: spread, variance: mean });
  throw new DomainError(
    `${caller}: eigenvalues need a positive mean and must not all be equal, but for outliers`,
  );
}

/** μ + 4σ of the largest of p eigenvalues of noise: μ = (√n + √p)²/n, σ/μ = (1/√n + 1/√p)^⅓/(√n + √p). */
function noiseEdge({ ratio, upper }: MarchenkoPastur, p: number): number {
  const [rootN, rootP] = [Math.sqrt(p / ratio), Math.sqrt(p)];
  return upper * (1 + (FARTHEST * Math.cbrt(1 / rootN + 1 / rootP)) / (rootN + rootP));
}
