import { radialIntegral } from "./radial.js";
import { entireSectorPoints } from "./sectors.js";

/**
 * E[φ̇(u) φ̇(u′)] for φ̇ = 1 above 0 and α eˣ below, for all pairs of deviations. In polar coordinates the radial
 * integrals are N(s) = ∫₀^∞ r exp(−r²/2 − s r) dr, over the sectors between the lines u = 0 and u′ = 0:
 * 2π Ḋ = (π − θ) + α² ∫ N(|u| + |u′|) + α ∫ N(|u′|) + α ∫ N(|u|), r = 1.
 */
export function exponentialBelowSlopes(
  alpha: number,
  deviations: readonly number[],
  angle: number,
): Float64Array {
  const n = deviations.length;
  const sharpness = Math.max(...deviations);
  const both = entireSectorPoints(Math.PI - angle, sharpness);
  const one = entireSectorPoints(angle, sharpness);
  // ∫ N(g sin ψ) dψ over the sector of different signs.
  const single = deviations.map((g) =>
    one.reduce((sum, { sine, weight }) => sum + weight * radial(g * sine), 0),
  );
  const out = new Float64Array(n * n);
  deviations.forEach((g, i) => {
    deviations.forEach((g2, j) => {
      if (j < i) return;
      let below = 0;
      for (const { sine, other, weight } of both) below += weight * radial(g * sine + g2 * other);
      const mixed = (single[i] as number) + (single[j] as number);
      const total = (Math.PI - angle + alpha * alpha * below + alpha * mixed) / (2 * Math.PI);
      out[i * n + j] = total;
      out[j * n + i] = total;
    });
  });
  return out;
}

/** N(s); this is where the time goes. */
const radial = radialIntegral(1);
