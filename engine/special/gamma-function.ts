import { sinPi } from "./circle.js";
import { stirlingRest } from "./log-gamma.js";
import { polynomial } from "./polynomial.js";

/** √(2π) */
const ROOT_TWO_PI = 2.5066282746310002;

/** Γ(2 + e) on [−½, ½], by Chebyshev interpolation in 60-digit arithmetic. */
// prettier-ignore
const NEAR_TWO = [
  1.0, 0.4227843350984668, 0.41184033042643986, 0.08157691924717193,
  0.07424901075347107, -0.0002669820747604432, 0.01115404572113896, -0.0028526456294803125,
  0.0021039332448517375, -0.0009195771393381067, 0.0004903901012192666, -0.0002409081678851826,
  0.00012165717113737426, -6.099437734759249e-05, 3.0554308764876926e-05, -1.4518030694390135e-05,
  7.2632956346064904e-06, -5.167425827999643e-06, 2.584210735300929e-06,
];

/** Γ(x); exact for the whole numbers whose factorial is; NaN at −1, −2, …, ±∞ at ±0. */
export function gammaFunction(x: number): number {
  if (x < 0.5) return reflected(x);
  if (Number.isInteger(x) && x < 24) return factorial(x - 1);
  if (x > 12) return large(x);
  let product = 1;
  let y = x;
  while (y > 2.5) product *= y -= 1;
  return y < 1.5 ? polynomial(NEAR_TWO, y - 1) / y : product * polynomial(NEAR_TWO, y - 2);
}

function factorial(n: number): number {
  let product = 1;
  for (let k = 2; k <= n; k++) product *= k;
  return product;
}

/** Stirling's formula; the power in two halves, which do not overflow before Γ does. */
function large(x: number): number {
  if (x > 172) return Infinity;
  const half = x ** (x / 2 - 0.25);
  return ROOT_TWO_PI * Math.exp(stirlingRest(x)) * (half * Math.exp(-x)) * half;
}

/** Γ(x)Γ(1 − x) = π/sin πx */
function reflected(x: number): number {
  if (x === 0) return 1 / x;
  if (Number.isInteger(x) || x === -Infinity) return NaN;
  if (x > 0) return gammaFunction(x + 1) / x;
  return Math.PI / (sinPi(x) * gammaFunction(1 - x));
}
