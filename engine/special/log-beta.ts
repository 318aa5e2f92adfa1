import { logGamma, stirlingRest } from "./log-gamma.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** From here on Stirling's series serves. */
const LARGE = 10;

/**
 * log B(a, b) = log Γ(a) + log Γ(b) − log Γ(a + b) for a, b ≥ 0, without the cancellation of that
 * difference where an argument is large (Didonato and Morris 1992, ACM TOMS 708).
 */
export function logBeta(a: number, b: number): number {
  const [p, q] = a < b ? [a, b] : [b, a];
  if (!(p >= 0)) return NaN;
  if (p === 0) return Infinity;
  if (q === Infinity) return -Infinity;
  if (p >= LARGE) return bothLarge(p, q);
  if (q >= LARGE) return logGamma(p) + gammaRatio(p, q);
  return logGamma(p) + (logGamma(q) - logGamma(p + q));
}

/** log Γ(q) − log Γ(p + q) for q ≥ 10. */
function gammaRatio(p: number, q: number): number {
  const rest = stirlingRest(q) - stirlingRest(p + q);
  return rest - (q - 0.5) * Math.log1p(p / q) - p * (Math.log(p + q) - 1);
}

function bothLarge(p: number, q: number): number {
  const ratio = p / q;
  const rest = stirlingRest(p) + (stirlingRest(q) - stirlingRest(p + q));
  const powers = (p - 0.5) * Math.log(ratio / (1 + ratio)) - q * Math.log1p(ratio);
  return HALF_LOG_TWO_PI - 0.5 * Math.log(q) + rest + powers;
}
