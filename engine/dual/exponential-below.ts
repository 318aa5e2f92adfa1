import { chebyshevCoefficients, chebyshevPoints } from "./chebyshev.js";
import { sectorPoints } from "./sectors.js";

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
  const [both, one] = [sectorPoints(Math.PI - angle, sharpness), sectorPoints(angle, sharpness)];
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

/** N(s) in v = (s − 3)/(s + 3), where it is smooth up to infinity. */
const TERMS = 48;
const COEFFICIENTS = Float64Array.from(
  chebyshevCoefficients(
    Array.from(chebyshevPoints(TERMS), (v) => Float64Array.of(integral((3 * (1 + v)) / (1 - v)))),
  ),
  ([c = 0]) => c,
);

/** Clenshaw's recurrence; this is where the time goes. */
function radial(s: number): number {
  const twice = (2 * (s - 3)) / (s + 3);
  let [first, second] = [0, 0];
  for (let k = TERMS - 1; k > 0; k--) {
    const next = twice * first - second + (COEFFICIENTS[k] as number);
    second = first;
    first = next;
  }
  return (twice / 2) * first - second + (COEFFICIENTS[0] as number);
}

/** The trapezoidal rule in log r. */
function integral(s: number): number {
  const step = 0.08;
  let sum = 0;
  const low = -20 - Math.log1p(s);
  for (let t = low; t < 2.4; t += step) {
    const r = Math.exp(t);
    sum += r * r * Math.exp((-r * r) / 2 - s * r);
  }
  return step * sum;
}
