import type { Advance, Rows } from "../kernel/map.js";
import { degreesOf, type HermiteCoefficients } from "./series.js";
import { tableStep, type CorrelationMap, type Parity } from "./table.js";

/** Roundings of variances that are equal but for them. */
const ROUNDINGS = 16 * Number.EPSILON;

/** The variance of all rows; null where they differ. */
export function commonVariance({ variances }: Rows): number | null {
  const first = variances[0] ?? 0;
  const equal = variances.every((variance) => Math.abs(variance - first) <= ROUNDINGS * first);
  return equal ? first : null;
}

/** The map at one variance of all rows, as a table: a point costs the same for every activation. */
export function tableAdvance(
  rows: Rows,
  { map, meanSquare }: { readonly map: CorrelationMap; readonly meanSquare: number },
): Advance {
  const count = rows.variances.length;
  const variances = new Float64Array(count).fill(meanSquare);
  const step = tableStep(map, new Float64Array(count).fill(1));
  return { rows: { ...rows, variances, signed: true }, steps: [step] };
}

/** The table of a Hermite series at one variance. */
export function seriesMap(
  { mean, slopes }: HermiteCoefficients,
  parity: Parity,
  variance: number,
): { map: CorrelationMap; meanSquare: number } {
  const { first, step } = degreesOf(parity);
  const squares = new Float64Array(first + step * slopes.length);
  slopes.forEach((rho, k) => (squares[first + k * step] = rho * rho));
  const shares = squares.map((square, l) => (l === 0 ? mean * mean : (variance * square) / l));
  const meanSquare = shares.reduceRight((sum, share) => sum + share, 0);
  const scale = meanSquare === 0 ? 0 : 1 / meanSquare;
  const map: CorrelationMap = {
    parity,
    powers: 2,
    octaves: 6 + Math.max(0, Math.ceil(Math.log2(Math.max(variance, 1)))),
    near: (y) => {
      const c = 1 - 2 * y * y;
      return [scale * differenceQuotient(shares, c), shifted(squares, c)];
    },
    mirrored: (y) => {
      const c = 2 * y * y - 1;
      return [(1 - scale * power(shares, c)) / 2, shifted(squares, c)];
    },
  };
  return { map, meanSquare };
}

/** Σ_l w_l (1 − cˡ)/(1 − c) = Σ_j cʲ Σ_{l>j} w_l */
function differenceQuotient(weights: Float64Array, c: number): number {
  let [above, sum] = [0, 0];
  for (let l = weights.length - 1; l > 0; l--) {
    above += weights[l] as number;
    sum = sum * c + above;
  }
  return sum;
}

/** Σ_l w_l cˡ */
function power(weights: Float64Array, c: number): number {
  return weights.reduceRight((sum, weight) => sum * c + weight, 0);
}

/** Σ_{l>0} w_l cˡ⁻¹ */
function shifted(weights: Float64Array, c: number): number {
  return power(weights.subarray(1), c);
}
