import type { ArrayInput } from "../array/create.js";
import { displayedAsChart } from "../display/displayed.js";
import { DomainError } from "../errors.js";
import { levelsOf } from "./levels.js";
import { densityCurve, marchenkoPastur, type MarchenkoPastur } from "./marchenko-pastur.js";

/** The law of most eigenvalues, and those that noise does not explain. */
export interface FittedMarchenkoPastur extends MarchenkoPastur {
  /** Eigenvalues beyond the upper edge, the largest first: what is in the data besides noise. */
  readonly outliers: readonly number[];
  /**
   * The largest difference between the share of the others below any λ and the law's (Kolmogorov & Smirnov): about 1/p
   * for pure noise, much more where another law holds.
   */
  readonly distance: number;
}

/** Of the largest eigenvalue's standard deviations: 1 in 10,000 of pure noise is farther (Tracy & Widom 1996). */
const FARTHEST = 4;

/** Rounding makes zeros negative, to this share of the largest eigenvalue at most. */
const ROUNDING = 1e-6;

/**
 * Marchenko and Pastur's law with the mean and the mean square of all p eigenvalues (zeros included) but outliers:
 * E[λ] = σ², E[λ²] = σ⁴(1 + γ). Outliers are those farther beyond the upper edge than the largest eigenvalue of noise
 * varies (Johnstone 2001, theorem 1.1). So that they hide neither themselves nor each other, the law is fitted to the
 * smaller half first, and again to all within its edge until there are no more.
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
  const values = sorted(caller, eigenvalues);
  const { law, bulk } = bulkOf(caller, values);
  const fitted = {
    ...law,
    outliers: [...values.subarray(bulk.length)].reverse(),
    distance: largestDistance(bulk, law),
  };
  return displayedAsChart(caller, fitted, () => ({
    title: `Marchenko–Pastur: γ = ${law.ratio.toPrecision(3)}, σ² = ${law.variance.toPrecision(3)}, ${fitted.outliers.length} outliers`,
    ...{ xLabel: "λ", yLabel: "density" },
    series: [
      { kind: "histogram", name: "eigenvalues", values: bulk, height: "density" },
      densityCurve(law),
    ],
  }));
}

function sorted(caller: string, eigenvalues: ArrayInput): Float64Array {
  const { eigenvalues: values } = levelsOf(caller, eigenvalues);
  const ascending = values.toSorted();
  const [least = 0, largest = 0] = [ascending[0], ascending.at(-1)];
  if (least >= -ROUNDING * largest) return ascending;
  throw new DomainError(
    `${caller}: the eigenvalue ${least} is negative; give those of XᵀX/n, which are not`,
  );
}

function bulkOf(
  caller: string,
  values: Float64Array,
): { law: MarchenkoPastur; bulk: Float64Array } {
  const zeros = values.findIndex((value) => value > ROUNDING * (values.at(-1) ?? 0));
  let count = zeros + Math.ceil((values.length - zeros) / 2);
  for (;;) {
    const bulk = values.subarray(0, count);
    const law = lawOf(caller, bulk);
    const edge = noiseEdge(law, count);
    const beyond = values.findIndex((value) => value > edge);
    const within = beyond < 0 ? values.length : beyond;
    if (within <= count) return { law, bulk };
    count = within;
  }
}

function largestDistance(bulk: Float64Array, law: MarchenkoPastur): number {
  const { x, y } = densityCurve(law);
  let [share, k, most] = [law.massAtZero, 0, 0];
  x.forEach((edge, i) => {
    if (i > 0) share += ((y[i - 1] ?? 0) + (y[i] ?? 0)) * 0.5 * (edge - (x[i - 1] ?? 0));
    while (k < bulk.length && (bulk[k] ?? 0) <= edge) k++;
    most = Math.max(most, Math.abs(k / bulk.length - share));
  });
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
