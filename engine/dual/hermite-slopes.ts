import { concat } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { AngularSource } from "./angular.js";
import { termsNeeded } from "./hermite-coefficients.js";
import { hermiteFunctions, hermiteRule, type HermiteDegrees } from "./hermite-functions.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { degreesOf } from "./series.js";

/** Beyond this degree quadrature is faster. */
const TOP = 32768;
const TOLERANCE = 1e-15;

/** What powers of the cosine may be left out. */
const NEGLIGIBLE = 1e-18;

/**
 * E[φ̇(u) φ̇(u′)] = Σ_l ρ_l ρ_l′ cˡ⁻¹ at an angle by Hermite series that are too long for tiles; null where they are too
 * long for this, too.
 */
export function hermiteSlopes(
  nonlinearity: Nonlinearity,
  largestVariance: number,
): AngularSource["slopes"] | null {
  const { first, step } = degreesOf(nonlinearity.parity);
  const limits = { most: TOP / step, tolerance: TOLERANCE };
  const terms = termsNeeded(nonlinearity, largestVariance, limits);
  if (terms === null) return null;
  const tableOf = remembered((deviations) => slopesTable(nonlinearity, deviations, terms));
  return (deviations, angle) => {
    const powers = cosinePowers(angle, { first: first - 1, step, terms });
    const table = tableOf(deviations).slice([], [0, powers.length]);
    const weighted = table.mul(new NDArray(powers, [powers.length], "float64"));
    return matmul(weighted, table, { transposeB: true }).data;
  };
}

/** Degrees that are computed at once. */
const BLOCK = 512;

/** ρ_l of all deviations, [deviations, terms]: the rule for the largest one does for all. */
function slopesTable(
  { slope, parity, strip }: Nonlinearity,
  deviations: readonly number[],
  terms: number,
): NDArray<"float64"> {
  const { first, step } = degreesOf(parity);
  const rule = hermiteRule(Math.max(...deviations), strip, first + (terms - 1) * step);
  const { nodes, roots, spacing } = rule;
  const samples = new Float64Array(deviations.length * nodes.length);
  deviations.forEach((deviation, row) => {
    nodes.forEach((z, k) => {
      samples[row * nodes.length + k] = slope(deviation * z) * (roots[k] as number) * spacing;
    });
  });
  const values = new NDArray(samples, [deviations.length, nodes.length], "float64");
  const blocks: NDArray[] = [];
  const degrees = { first: first - 1, step, terms };
  hermiteFunctions(rule, degrees, BLOCK, (functions) => {
    blocks.push(matmul(values, functions, { transposeB: true }));
  });
  return concat(blocks, 1) as NDArray<"float64">;
}

/** cosⁿ θ of the degrees n, as far as they count. */
function cosinePowers(angle: number, { first, step, terms }: HermiteDegrees): Float64Array {
  const powers = Float64Array.from({ length: terms }, (_, k) =>
    cosinePower(angle, first + k * step),
  );
  const end = powers.findIndex((power) => Math.abs(power) < NEGLIGIBLE);
  return end < 0 ? powers : powers.subarray(0, Math.max(1, end));
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
