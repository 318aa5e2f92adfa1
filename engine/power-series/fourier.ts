import { stirlingRest } from "../special/log-gamma.js";
import type { HermiteTerms } from "./hermite.js";

/** φ(x) = atZero + linear·x + ∫₀^∞ [odd(ω) sin ωx + even(ω)(1 − cos ωx)] dω */
export interface FourierDensity {
  readonly atZero: number;
  readonly linear: number;
  readonly odd?: (omega: number) => number;
  readonly even?: (omega: number) => number;
}

/**
 * Hermite coefficients from a Fourier density: |E[sin ωσz h_l]| and |E[cos ωσz h_l]| are s^l e^{−s²/2}/√l! with s = ωσ, so
 * that r_l is an integral in which nothing cancels: it has relative accuracy however small it is. Signs are left out.
 */
export function fourierTerms({ atZero, linear, odd, even }: FourierDensity): HermiteTerms {
  return (q, terms) => {
    const deviation = Math.sqrt(q);
    return Float64Array.from({ length: terms + 1 }, (_, l) => {
      if (l === 0) return atZero + (even === undefined ? 0 : risen(even, deviation));
      const density = l % 2 === 1 ? odd : even;
      // E[sin ωσz h₁] and E[x h₁] are both positive.
      const straight = l === 1 ? linear * deviation : 0;
      return straight + (density === undefined ? 0 : moment(density, deviation, l));
    });
  };
}

/** log of s^l e^{−s²/2}/√l! at s = √l e^t is this and l(t − (e^{2t} − 1)/2). */
function peak(l: number): number {
  if (l >= 16) return (-Math.log(2 * Math.PI * l) - 2 * stirlingRest(l)) / 4;
  let factorial = 1;
  for (let i = 2; i <= l; i++) factorial *= i;
  return (l * Math.log(l) - l - Math.log(factorial)) / 2;
}

/** ∫ s^l e^{−s²/2}/√l!·density(s/σ) ds/σ, by the trapezoidal rule in t. */
function moment(density: (omega: number) => number, deviation: number, l: number): number {
  const step = Math.min(0.12, 0.45 / Math.sqrt(l));
  const [root, top] = [Math.sqrt(l), peak(l)];
  const at = (t: number) => {
    const s = root * Math.exp(t);
    const weight = Math.exp(top + l * (t - Math.expm1(2 * t) / 2));
    return (weight * s * density(s / deviation)) / deviation;
  };
  return step * (sumWhile(at, 0, -step) + sumWhile(at, step, step));
}

/** ∫ (1 − e^{−s²/2}) density(s/σ) ds/σ */
function risen(density: (omega: number) => number, deviation: number): number {
  const step = 0.06;
  const at = (t: number) => {
    const s = Math.exp(t);
    return (-Math.expm1((-s * s) / 2) * s * density(s / deviation)) / deviation;
  };
  return step * (sumWhile(at, 0, -step) + sumWhile(at, step, step));
}

/** Below this share of the sum terms only fall. */
const LAST = 1e-18;

/** Σ f(start + k·step) until terms are small and fall. */
function sumWhile(f: (t: number) => number, start: number, step: number): number {
  let [sum, before] = [0, Infinity];
  for (let t = start; Math.abs(t) < 200; t += step) {
    const term = f(t);
    const size = Math.abs(term);
    sum += term;
    if (size <= LAST * Math.abs(sum) && size <= before) break;
    before = size;
  }
  return sum;
}
