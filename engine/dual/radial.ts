import { chebyshevCoefficients, chebyshevPoints } from "./chebyshev.js";

/** s ↦ ∫₀^∞ r^p exp(−r²/2 − s r) dr for s ≥ 0, by its expansion in v = (s − 3)/(s + 3), smooth up to infinity. */
export function radialIntegral(p: 0 | 1 | 2): (s: number) => number {
  const coefficients = Float64Array.from(
    chebyshevCoefficients(
      Array.from(chebyshevPoints(TERMS), (v) =>
        Float64Array.of(integral(p, (3 * (1 + v)) / (1 - v))),
      ),
    ),
    ([c = 0]) => c,
  );
  return (s) => clenshaw(coefficients, (s - 3) / (s + 3));
}

const TERMS = 48;

function clenshaw(coefficients: Float64Array, v: number): number {
  const twice = 2 * v;
  let [first, second] = [0, 0];
  for (let k = TERMS - 1; k > 0; k--) {
    const next = twice * first - second + (coefficients[k] as number);
    second = first;
    first = next;
  }
  return v * first - second + (coefficients[0] as number);
}

/** The trapezoidal rule in log r. */
function integral(p: number, s: number): number {
  const step = 0.08;
  let sum = 0;
  const low = (p === 0 ? -40 : -20) - Math.log1p(s);
  for (let t = low; t < 2.4; t += step) {
    const r = Math.exp(t);
    sum += r ** (p + 1) * Math.exp((-r * r) / 2 - s * r);
  }
  return step * sum;
}
