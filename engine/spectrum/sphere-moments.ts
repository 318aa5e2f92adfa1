import { logGamma, stirlingRest } from "../special/log-gamma.js";

/**
 * c(j) = E[z^(k+2j) P_k(z)] for z the first coordinate on the unit sphere in d dimensions and P_k its zonal
 * polynomial with P_k(1) = 1: by Rodrigues' formula and partial integration
 * c(j) = (k + 2j)!/(4^j j! 2^k (d/2)_{k+j}) = Γ(d/2)/√π · Γ(x)Γ(x + ½)/(Γ(j + 1)Γ(j + k + d/2)), x = j + (k + 1)/2.
 * Never negative.
 *
 * @param j - any number from 10
 */
export function sphereMoment(j: number, k: number, d: number): number {
  const x = j + (k + 1) / 2;
  const [down, up] = [(1 - k) / 2, (k + d - 1) / 2];
  const logarithm =
    ((1 - d) / 2) * Math.log(x) +
    excess(x, 0.5) -
    excess(x, down) -
    excess(x, up) +
    stirlingRest(x);
  return Math.exp(logGamma(d / 2) - logGamma(0.5) + logarithm);
}

/** log Γ(x + δ) − (x + δ − ½) log x + x − ½ log 2π, by Stirling's series. */
function excess(x: number, delta: number): number {
  const y = x + delta;
  return (y - 0.5) * Math.log1p(delta / x) - delta + stirlingRest(y);
}

/** c(j)/c(j + 1) */
export function momentRatio(j: number, k: number, d: number): number {
  return ((j + 1) * (d / 2 + k + j)) / ((k / 2 + j + 0.5) * (k / 2 + j + 1));
}
