/** What the eigenvalues of a symmetric matrix say about it. */
import { formatNumber } from "../../engine/display/drawing/number-format.js";
import type { ReadLayer } from "../payload/matrix.js";

/** Machine precision of the numbers that the eigenvalues were computed in. */
const EPSILON = 2 ** -52;

/** E.g. `positive semidefinite`, `rank 98 of 100`, `condition 3.2e5`; nothing without eigenvalues. */
export function spectrumWords({ eigenvalues }: Pick<ReadLayer, "eigenvalues">): string[] {
  const n = eigenvalues?.length ?? 0;
  const [largest, least] = [eigenvalues?.[0], eigenvalues?.[n - 1]];
  if (eigenvalues === null || largest === undefined || least === undefined) return [];
  const bound = Math.max(Math.abs(largest), Math.abs(least));
  // Eigenvalues are known to about n·ε of the largest: below that they are zero for all we know.
  const zero = n * EPSILON * bound;
  const rank = eigenvalues.filter((value) => Math.abs(value) > zero).length;
  const definite = least > zero ? "positive definite" : "positive semidefinite";
  const sign = least < -zero ? `indefinite, least eigenvalue ${formatNumber(least)}` : definite;
  const smallest = eigenvalues.reduce((min, value) => Math.min(min, Math.abs(value)), Infinity);
  const condition = rank === n ? [`condition ${formatNumber(bound / smallest)}`] : [];
  return [sign, rank === n ? `rank ${n}` : `rank ${rank} of ${n}`, ...condition];
}
