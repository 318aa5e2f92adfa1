import { digammaFunction } from "./digamma-function.js";
import { logGamma, logGammaOfOneMore, stirlingRest } from "./log-gamma.js";
import { sinPi } from "./circle.js";

// P(a, x) = ∫₀ˣ tᵃ⁻¹e⁻ᵗ dt/Γ(a) and Q = 1 − P, each computed where it is the smaller one, so that neither loses
// digits (Gautschi 1979; Gil, Segura and Temme 2012). All sums have positive terms but one, for x < 1.5.

/** From here on Stirling's series serves. */
const LARGE = 10;

/** Terms of a sum below so much of it change nothing. */
const NEGLIGIBLE = 2 ** -54;

/** For a < 1 the continued fraction is slow below. */
const FRACTION_FROM = 1.5;

export function lowerGamma(a: number, x: number): number {
  return limit(a, x) ?? (bySeries(a, x) ? series(a, x) : 1 - fraction(a, x));
}

export function upperGamma(a: number, x: number): number {
  const known = limit(a, x);
  if (known !== null) return 1 - known;
  if (a < 1 && x < FRACTION_FROM) return smallUpper(a, x);
  return bySeries(a, x) ? 1 - series(a, x) : fraction(a, x);
}

function bySeries(a: number, x: number): boolean {
  return x < Math.max(a + 1, FRACTION_FROM);
}

/** P where no sum is needed; null elsewhere. */
function limit(a: number, x: number): number | null {
  if (!(a >= 0 && x >= 0) || (a === 0 && x === 0) || (a === Infinity && x === Infinity)) return NaN;
  if (x === 0 || a === Infinity) return 0;
  return a === 0 || x === Infinity ? 1 : null;
}

/** xᵃe⁻ˣ/Γ(a + 1) for a, x > 0. */
function power(a: number, x: number): number {
  if (a < 0.5) return Math.exp(a * Math.log(x) - x - logGammaOfOneMore(a));
  if (a < LARGE) return Math.exp(a * Math.log(x) - x - logGamma(a + 1));
  const distance = a * excess(a, x);
  return Math.exp(-distance - stirlingRest(a)) / Math.sqrt(2 * Math.PI * a);
}

/** μ − log(1 + μ) for μ = x/a − 1; near 0, with r = μ/(2 + μ), rμ − 2(r³/3 + r⁵/5 + …). */
function excess(a: number, x: number): number {
  const mu = (x - a) / a;
  if (Math.abs(mu) > 0.3) return mu - Math.log(x / a);
  const r = mu / (2 + mu);
  let [sum, odd] = [0, r * r * r];
  for (let n = 3; Math.abs(odd) > NEGLIGIBLE * r * r; n += 2, odd *= r * r) sum += odd / n;
  return r * mu - 2 * sum;
}

/** P = xᵃe⁻ˣ/Γ(a + 1) Σ_n xⁿ/((a + 1)…(a + n)) (DLMF 8.7.1). */
function series(a: number, x: number): number {
  let [sum, term] = [1, 1];
  for (let n = 1; term > NEGLIGIBLE * sum; n++) sum += term *= x / (a + n);
  return power(a, x) * sum;
}

/** Q by its continued fraction (DLMF 8.9.2), evaluated forwards (Lentz 1976). */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [Infinity, 1 / b];
  let value = d;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 4 * NEGLIGIBLE) return power(a, x) * a * value;
  }
}

/** Q for a < 1 and small x, 1 − xᵃ/Γ(a + 1) − xᵃ/Γ(a) Σ_n (−x)ⁿ/((a + n) n!), which may be as small as a. */
function smallUpper(a: number, x: number): number {
  const exponent = a * Math.log(x) - (a < 0.5 ? logGammaOfOneMore(a) : logGamma(a + 1));
  let [sum, term] = [0, 1];
  for (let n = 1; Math.abs(term) > NEGLIGIBLE * Math.abs(sum); n++) {
    term *= -x / n;
    sum += term / (a + n);
  }
  return -Math.expm1(exponent) - a * Math.exp(exponent) * sum;
}

/** Beyond a by so many standard deviations, and so much, P is 1 to the last digit. */
const FAR = 40;

/** ∂P/∂a, to an absolute 1e-15: the derivative of the series, term by term. */
export function lowerGammaSlope(a: number, x: number): number {
  const known = limit(a, x);
  if (known !== null) return a === 0 || Number.isNaN(known) ? NaN : 0;
  if (x > a + FAR * (FAR + Math.sqrt(a))) return 0;
  const start = Math.log(x) - digammaFunction(a + 1);
  let [sum, term, harmonic] = [start, 1, 0];
  for (let n = 1; term > NEGLIGIBLE * Math.abs(sum) || n < x; n++) {
    term *= x / (a + n);
    harmonic += 1 / (a + n);
    sum += term * (start - harmonic);
  }
  return power(a, x) * sum;
}

/** xᵃ⁻¹e⁻ˣ/Γ(a) for any a, the density of the gamma distribution; 0 where Γ has a pole. */
export function gammaDensity(a: number, x: number): number {
  if (!(x >= 0)) return NaN;
  if (a <= 0 && Number.isInteger(a)) return 0;
  if (x === 0) return a === 1 ? 1 : a > 1 ? 0 : a > 0 ? Infinity : Math.sign(sinPi(a)) * Infinity;
  if (x === Infinity) return 0;
  if (a > 0) return (power(a, x) * a) / x;
  // The sign of Γ(a) for a < 0 is that of sin πa.
  return Math.sign(sinPi(a)) * Math.exp((a - 1) * Math.log(x) - x - logGamma(a));
}
