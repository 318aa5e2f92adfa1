import { chebyshevCoefficients, chebyshevPoints } from "./chebyshev.js";
import { powersOf } from "./table.js";

/**
 * s ↦ ∫₀^∞ r^p exp(−r²/2 − s r) dr for s ≥ 0, in v = (s − 3)/(s + 3), smooth up to infinity: by Chebyshev's expansion,
 * cut into pieces whose own expansions are short.
 */
export function radialIntegral(p: 0 | 1 | 2): (s: number) => number {
  const whole = expansion(TERMS, (v) => integral(p, (3 * (1 + v)) / (1 - v)));
  const pieces = Array.from({ length: PIECES }, (_, k) => {
    const short = expansion(PIECE_TERMS, (t) => clenshaw(whole, (2 * k + 1 + t) / PIECES - 1));
    return powersOf(Array.from(short, (c) => Float64Array.of(c)));
  });
  return (s) => {
    const place = (PIECES * s) / (s + 3);
    const k = Math.min(PIECES - 1, Math.floor(place));
    return polynomial(pieces[k] as Float64Array, 2 * (place - k) - 1);
  };
}

const TERMS = 48;
const PIECES = 16;
const PIECE_TERMS = 12;

/** Chebyshev coefficients of f on [−1, 1]. */
function expansion(terms: number, f: (v: number) => number): Float64Array {
  const values = Array.from(chebyshevPoints(terms), (v) => Float64Array.of(f(v)));
  return Float64Array.from(chebyshevCoefficients(values), ([c = 0]) => c);
}

function clenshaw(coefficients: Float64Array, v: number): number {
  const twice = 2 * v;
  let [first, second] = [0, 0];
  for (let k = coefficients.length - 1; k > 0; k--) {
    const next = twice * first - second + (coefficients[k] as number);
    second = first;
    first = next;
  }
  return v * first - second + (coefficients[0] as number);
}

/** Even and odd powers apart: the sums wait for each other less. */
function polynomial(coefficients: Float64Array, t: number): number {
  const square = t * t;
  let [even, odd] = [coefficients[PIECE_TERMS] as number, 0];
  for (let k = PIECE_TERMS - 2; k >= 0; k -= 2) {
    odd = odd * square + (coefficients[k + 1] as number);
    even = even * square + (coefficients[k] as number);
  }
  return even + t * odd;
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
