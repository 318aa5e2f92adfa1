import { piCotPi } from "./circle.js";
import { polynomial } from "./polynomial.js";

/** The zero of ψ, 1.46163…, in two parts. */
const ZERO = 1.4616321449683622;
const ZERO_REST = 9.549995429965697e-17;

/** From here on the asymptotic series serves. */
const LARGE = 10;

/** B₂ₖ/2k (Abramowitz and Stegun 6.3.18). */
const ASYMPTOTIC = [
  1 / 12,
  -1 / 120,
  1 / 252,
  -1 / 240,
  1 / 132,
  -691 / 32760,
  1 / 12,
  -3617 / 8160,
];

/** ψ(3/2 + t)/(3/2 + t − zero) on [−½, ½], by Chebyshev interpolation in 60-digit arithmetic. */
// prettier-ignore
const NEAR_ZERO = [
  0.9510558760318328, -0.4236274212814606, 0.24054248424078697, -0.14840492305388092,
  0.09498872445289039, -0.06192213327548831, 0.040760833940846085, -0.026975796659787055,
  0.017907248317313294, -0.011908220105959716, 0.007927021796868154, -0.005279937255532708,
  0.003518106563802472, -0.0023454947397380833, 0.0015633696313653504, -0.0010364584817312839,
  0.0006909255761282986, -0.00048595039220036254, 0.00032395945401345196, -0.00014480643368061614,
  9.653646261410062e-05, -0.0001782188548855923, 0.00011881232908510335,
];

/** ψ(x) = Γ′(x)/Γ(x); NaN at the poles 0, −1, …. */
export function digammaFunction(x: number): number {
  if (x <= 0) {
    // ψ(x) = ψ(1 − x) − π cot πx
    return Number.isInteger(x) || x === -Infinity ? NaN : digammaFunction(1 - x) - piCotPi(x);
  }
  if (x < 1) return digammaFunction(x + 1) - 1 / x;
  if (x >= LARGE) return asymptotic(x);
  let sum = 0;
  let y = x;
  while (y > 2) sum += 1 / (y -= 1);
  return sum + (y - ZERO - ZERO_REST) * polynomial(NEAR_ZERO, y - 1.5);
}

function asymptotic(x: number): number {
  if (x === Infinity) return Infinity;
  const square = 1 / (x * x);
  return Math.log(x) - 0.5 / x - square * polynomial(ASYMPTOTIC, square);
}
