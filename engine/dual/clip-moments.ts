import type { CentralRows } from "./central.js";

/** Of rows with thresholds b: erf(b/√2), N(b), √a/f and 1/f. */
interface ClipRows {
  readonly bounds: Float64Array;
  readonly inside: Float64Array;
  readonly densities: Float64Array;
  readonly scales: Float64Array;
  readonly inverses: Float64Array;
}

/** Odd degrees up to the 73rd, of which the last has the weight 0.6⁷². */
const TERMS = 37;

/**
 * φ(x) = x between −1 and 1, ±1 beyond: ρ_l = ∫_{|z|<b} h_{l−1}(z) N(z) dz is erf(b/√2) of l = 1 and
 * −2 h_{l−2}(b) N(b)/√(l − 1) of others.
 */
export function clipMoments({
  bounds,
  inside,
  densities,
  scales,
  inverses,
}: ClipRows): CentralRows {
  const count = bounds.length;
  const slopes = new Float64Array(TERMS * count);
  bounds.forEach((b, row) => {
    slopes[row] = inside[row] as number;
    const factor = -2 * (densities[row] as number);
    let [before, last] = [0, 1];
    for (let m = 0; m + 2 < 2 * TERMS; m++) {
      const next = (b * last - Math.sqrt(m) * before) / Math.sqrt(m + 1);
      [before, last] = [last, next];
      // h_{m+1} is that of l = m + 3.
      if (m % 2 === 1) continue;
      const l = m + 3;
      slopes[((l - 1) / 2) * count + row] = (factor * next) / Math.sqrt(l * (l - 1));
    }
  });
  const spreads = inverses.map((inverse) => Number(inverse > 0));
  return {
    degrees: { first: 1, step: 2 },
    means: new Float64Array(count),
    spreads,
    scales,
    slopes: { values: slopes },
  };
}
