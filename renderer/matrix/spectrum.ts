/** What the eigenvalues of a symmetric matrix, or the singular values of another, say about it. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";

/** All of them, the largest first. */
export interface MatrixSpectrum {
  readonly of: "eigenvalues" | "singular values";
  readonly values: ArrayLike<number>;
  readonly shape: readonly [number, number];
  /** Of the matrix. */
  readonly dtype: string;
}

/** Spectra are computed in float64, but entries of float32 have been rounded before. */
export const epsilonOf = (dtype: string) => (dtype === "float32" ? 2 ** -23 : 2 ** -52);

/** E.g. `positive semidefinite`, `rank 98 of 100`, `condition 3.2e5`; nothing without values. */
export function spectrumWords({ of, values, shape, dtype }: MatrixSpectrum): string[] {
  const n = values.length;
  const [largest, least] = [values[0], values[n - 1]];
  if (largest === undefined || least === undefined) return [];
  const magnitudes = Array.from(values, Math.abs);
  const bound = Math.max(Math.abs(largest), Math.abs(least));
  // Values are known to about n·ε of the largest: below that they are zero for all we know.
  const zero = Math.max(...shape) * epsilonOf(dtype) * bound;
  const rank = magnitudes.filter((value) => value > zero).length;
  const smallest = magnitudes.reduce((min, value) => Math.min(min, value), Infinity);
  return [
    ...(of === "eigenvalues" ? [definiteness(largest, least, zero)] : []),
    rank === n ? `rank ${n}` : `rank ${rank} of ${n}`,
    ...(rank === n ? [`condition ${formatNumber(bound / smallest)}`] : []),
  ];
}

function definiteness(largest: number, least: number, zero: number): string {
  if (least > zero) return "positive definite";
  if (least >= -zero) return "positive semidefinite";
  if (largest < -zero) return "negative definite";
  if (largest <= zero) return "negative semidefinite";
  return `indefinite, least eigenvalue ${formatNumber(least)}`;
}
