/** Where erf rounds to 1. */
const SATURATED = 6;
/** Below, the series; above, the continued fraction of erfc. */
const SWITCH = 2.5;

/**
 * erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, to some 2 ulps.
 * Near 0: 2/√π·exp(−x²)·Σ 2ⁿ x²ⁿ⁺¹/(2n+1)!! (Abramowitz & Stegun 7.1.6), all terms of one sign; beyond,
 * 1 − erfc by its continued fraction (7.1.14).
 */
export function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size >= SATURATED) return Math.sign(x);
  return size < SWITCH ? series(x) : Math.sign(x) * (1 - tail(size));
}

function series(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(−x²)/√π / (x + (1/2)/(x + 1/(x + (3/2)/(x + …)))). */
function tail(x: number): number {
  let fraction = x;
  for (let k = 60; k > 0; k--) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}
