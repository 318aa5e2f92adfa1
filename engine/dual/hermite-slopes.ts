import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { AngularSource } from "./angular.js";
import { hermiteCoefficients, termsNeeded } from "./hermite-coefficients.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf } from "./series.js";

/** Beyond so many terms quadrature is faster. */
const LIMITS = { most: 6400, tolerance: 1e-15 } as const;

/**
 * E[φ̇(u) φ̇(u′)] = Σ_l ρ_l ρ_l′ cˡ⁻¹ at an angle by Hermite series that are too long for tiles; null where they are too
 * long for this, too.
 */
export function hermiteSlopes(
  nonlinearity: Nonlinearity,
  largestVariance: number,
): AngularSource["slopes"] | null {
  const terms = termsNeeded(nonlinearity, largestVariance, LIMITS);
  if (terms === null) return null;
  const { first, step } = degreesOf(nonlinearity.parity);
  const tableOf = remembered((deviations) => {
    const rows = deviations.map(
      (deviation) => hermiteCoefficients(nonlinearity, deviation ** 2, terms).slopes,
    );
    return new NDArray(
      Float64Array.from(rows.flatMap((row) => [...row])),
      [rows.length, terms],
      "float64",
    );
  });
  return (deviations, angle) => {
    const table = tableOf(deviations);
    const powers = Float64Array.from({ length: terms }, (_, k) =>
      cosinePower(angle, first - 1 + k * step),
    );
    return matmul(table.mul(new NDArray(powers, [terms], "float64")), table, { transposeB: true })
      .data;
  };
}

/** cosⁿ θ, of which high powers keep their digits: log|cos θ| = log(1 − sin² θ)/2. */
function cosinePower(angle: number, n: number): number {
  if (n === 0) return 1;
  const sign = angle > Math.PI / 2 && n % 2 === 1 ? -1 : 1;
  return sign * Math.exp((n / 2) * Math.log1p(-(Math.sin(angle) ** 2)));
}

/** The table of the deviations that were asked for last. */
function remembered(make: (deviations: readonly number[]) => NDArray<"float64">) {
  let known: { of: readonly number[]; table: NDArray<"float64"> } | null = null;
  return (of: readonly number[]): NDArray<"float64"> => {
    if (known?.of !== of) known = { of, table: make(of) };
    return known.table;
  };
}
