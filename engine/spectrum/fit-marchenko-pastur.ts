import { asArray, type ArrayInput } from "../array/create.js";
import { displayedAsChart } from "../display/displayed.js";
import { DomainError } from "../errors.js";
import { densityCurve, marchenkoPastur, type MarchenkoPastur } from "./marchenko-pastur.js";

/** The law of most eigenvalues, and those that noise does not explain. */
export interface FittedMarchenkoPastur extends MarchenkoPastur {
  /** Eigenvalues beyond the upper edge, the largest first: what is in the data besides noise. */
  readonly outliers: readonly number[];
}

/** Of the largest eigenvalue's standard deviations: 1 in 10,000 of pure noise is farther (Tracy & Widom 1996). */
const FARTHEST = 4;

/**
 * Marchenko and Pastur's law with the mean and the mean square of all p eigenvalues (zeros included) but outliers:
 * E[λ] = σ², E[λ²] = σ⁴(1 + γ). Outliers are those farther beyond the upper edge than the largest eigenvalue of noise
 * varies (Johnstone 2001, theorem 1.1); without them the law is fitted again until there are no more.
 *
 * @throws {@link DomainError} where eigenvalues are no numbers, all equal or have no positive mean.
 * @example
 * ```ts
 * const x = random.normal(random.key(0), [400, 100]);
 * spectrum.fitMarchenkoPastur(eigvalsh(gram(x.transpose()).div(400))); // ratio near 1/4, variance near 1
 * ```
 */
export function fitMarchenkoPastur(eigenvalues: ArrayInput): FittedMarchenkoPastur {
  const caller = "spectrum.fitMarchenkoPastur";
  const values = Float64Array.from(asArray(eigenvalues).data, Number).sort();
  let bulk = values;
  let law = lawOf(caller, bulk);
  for (;;) {
    const edge = noiseEdge(law, bulk.length);
    const inside = bulk.filter((value) => value <= edge);
    if (inside.length === bulk.length) break;
    bulk = inside;
    law = lawOf(caller, bulk);
  }
  const fitted = { ...law, outliers: [...values.subarray(bulk.length)].reverse() };
  return displayedAsChart(caller, fitted, () => ({
    title: `Marchenko–Pastur: γ = ${law.ratio.toPrecision(3)}, σ² = ${law.variance.toPrecision(3)}, ${fitted.outliers.length} outliers`,
    ...{ xLabel: "λ", yLabel: "density" },
    series: [
      { kind: "histogram", name: "eigenvalues", values: bulk, height: "density" },
      densityCurve(law),
    ],
  }));
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
