import { displayedAsChart } from "../display/displayed.js";
import { checkOptions, checkPositive } from "../options.js";

/** Random features: X of n samples × p features with independent entries of this variance. */
export interface MarchenkoPasturOptions {
  /** γ = p/n. */
  readonly ratio: number;
  /** σ² of the entries; default 1. */
  readonly variance?: number;
}

/** The limit of the eigenvalues of XᵀX/n. */
export interface MarchenkoPastur {
  readonly ratio: number;
  readonly variance: number;
  /** σ²(1 − √γ)² */
  readonly lower: number;
  /** σ²(1 + √γ)² */
  readonly upper: number;
  /** 1 − 1/γ of the eigenvalues are 0 where γ > 1. */
  readonly massAtZero: number;
  /** √((upper − λ)(λ − lower))/(2πσ²γλ) between the edges. */
  readonly density: (lambda: number) => number;
}

/**
 * Marchenko and Pastur's law (1967) of the eigenvalues of XᵀX/n, for n and p large at the ratio γ = p/n.
 *
 * @throws {@link DomainError} for a ratio or variance that is not positive.
 * @example
 * ```ts
 * const law = spectrum.marchenkoPastur({ ratio: 0.5 });
 * [law.lower, law.upper]; // 0.0858, 2.914
 * ```
 */
export function marchenkoPastur(options: MarchenkoPasturOptions): MarchenkoPastur {
  const caller = "spectrum.marchenkoPastur";
  checkOptions(caller, options, ["ratio", "variance"]);
  const { ratio, variance = 1 } = options;
  checkPositive(caller, { ratio, variance });
  const root = Math.sqrt(ratio);
  const [lower, upper] = [variance * (1 - root) ** 2, variance * (1 + root) ** 2];
  const density = (lambda: number) =>
    lambda <= lower || lambda >= upper || lambda === 0
      ? 0
      : Math.sqrt((upper - lambda) * (lambda - lower)) / (2 * Math.PI * variance * ratio * lambda);
  const law = { ratio, variance, lower, upper, massAtZero: Math.max(0, 1 - 1 / ratio), density };
  return displayedAsChart(caller, law, () => ({
    title: `Marchenko–Pastur: γ = ${ratio.toPrecision(3)}, σ² = ${variance.toPrecision(3)}`,
    ...{ xLabel: "λ", yLabel: "density" },
    series: [densityCurve(law)],
  }));
}

/** Points of a curve between the edges. */
const POINTS = 200;

/** The density, closer together at the edges, where it rises as a square root. */
export function densityCurve({ lower, upper, density }: MarchenkoPastur) {
  const x = Array.from(
    { length: POINTS + 1 },
    (_, i) => lower + ((upper - lower) * (1 - Math.cos((Math.PI * i) / POINTS))) / 2,
  );
  return { name: "law", x, y: x.map(density) };
}
