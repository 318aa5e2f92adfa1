import { piCotPi } from "./circle.js";
import { digammaFunction } from "./digamma-function.js";

/** From here on the Euler–Maclaurin sum serves. */
const LARGE = 12;

/** B₂ₖ/(2k)! */
const EULER_MACLAURIN = [
  1 / 12,
  -1 / 720,
  1 / 30240,
  -1 / 1209600,
  1 / 47900160,
  -691 / 1307674368000,
  1 / 74724249600,
  -3617 / 10670622842880000,
];

/** ψ⁽ⁿ⁾(x), the n-th derivative of ψ; n a whole number from 0. At the poles: +∞ for odd n, NaN for even. */
export function polygammaFunction(n: number, x: number): number {
  if (n === 0) return digammaFunction(x);
  const sign = n % 2 === 0 ? -1 : 1;
  if (x <= 0 && Number.isInteger(x)) return sign > 0 ? Infinity : NaN;
  if (x < 0) return -sign * polygammaFunction(n, 1 - x) - cotangentDerivative(n, x);
  return sign * factorial(n) * hurwitzZeta(n + 1, x);
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** ζ(s, x) = Σ_k (x + k)^(−s) by the Euler–Maclaurin formula (DLMF 25.11.28); whole s > 1, x > 0. */
function hurwitzZeta(s: number, x: number): number {
  if (x === Infinity) return 0;
  let [sum, y] = [0, x];
  for (; y < LARGE + s; y++) sum += y ** -s;
  const power = y ** -s;
  let [factor, rest] = [s / y, 0];
  EULER_MACLAURIN.forEach((coefficient, k) => {
    rest += coefficient * factor;
    factor *= ((s + 2 * k + 1) * (s + 2 * k + 2)) / (y * y);
  });
  return sum + power * (y / (s - 1) + 0.5 + rest);
}

/** dⁿ/dxⁿ π cot πx: with c = π cot πx, dc/dx = −(π² + c²), a polynomial in c. */
function cotangentDerivative(n: number, x: number): number {
  let coefficients = [0, 1];
  for (let order = 0; order < n; order++) coefficients = derivative(coefficients);
  const c = piCotPi(x);
  return coefficients.reduceRight((sum, coefficient) => sum * c + coefficient, 0);
}

/** Of Σ p_k cᵏ along dc/dx = −(π² + c²). */
function derivative(p: readonly number[]): number[] {
  const out = new Array<number>(p.length + 1).fill(0);
  for (let k = 1; k < p.length; k++) {
    const slope = k * (p[k] as number);
    out[k - 1] = (out[k - 1] as number) - slope * Math.PI ** 2;
    out[k + 1] = (out[k + 1] as number) - slope;
  }
  return out;
}
