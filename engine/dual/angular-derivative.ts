import { chebyshevCoefficients, chebyshevPoints, chebyshevValues } from "./chebyshev.js";
import { combine } from "./interpolation.js";

/** Enough for kernels analytic in the angle; more would only differentiate roundings. */
const POINTS = 48;

/**
 * Chebyshev coefficients in θ ∈ [0, π] of Ḋ = ∂D/∂k = −(∂D/∂θ)/(g g′ sin θ), from D at angles, for all pairs of
 * deviations g.
 */
export function angularDerivative(
  deviations: readonly number[],
  covariances: (angle: number) => Float64Array,
): Float64Array[] {
  const angleAt = (t: number) => (Math.PI * (1 + t)) / 2;
  const points = chebyshevPoints(POINTS);
  const coefficients = chebyshevCoefficients(Array.from(points, (t) => covariances(angleAt(t))));
  const n = deviations.length;
  const values = Array.from(points, (t) => {
    const factor = -2 / Math.PI / Math.sin(angleAt(t));
    return combine(chebyshevSlopes(t), coefficients).map((slope, k) => {
      const product = (deviations[Math.floor(k / n)] as number) * (deviations[k % n] as number);
      return product === 0 ? 0 : (factor * slope) / product;
    });
  });
  return chebyshevCoefficients(values);
}

/** T_k′(t) = k U_{k−1}(t), with U_k = 2T_k + U_{k−2}. */
function chebyshevSlopes(t: number): Float64Array {
  const values = chebyshevValues(POINTS, t);
  const second = new Float64Array(POINTS);
  values.forEach((value, k) => {
    second[k] = k === 0 ? 1 : k === 1 ? 2 * t : 2 * value + (second[k - 2] as number);
  });
  return second.map((_, k) => (k === 0 ? 0 : k * (second[k - 1] as number)));
}
