/**
 * The explicit Runge–Kutta pair of Dormand and Prince, orders 5 and 4, with its interpolant of order 4.
 *
 * Dormand and Prince 1980, A family of embedded Runge–Kutta formulae, table 2; the interpolant is
 * that of Hairer, Nørsett and Wanner 1993, Solving ordinary differential equations I, II.6.
 */

/** y′ = field(t, y), written into `out`. */
export type VectorField = (t: number, y: Float64Array, out: Float64Array) => void;

/** When in the step each stage is taken. */
const NODES = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1];

/** Row s: weights of the earlier slopes in stage s. The last row is the solution of order 5. */
const STAGES: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/** Order 5 minus order 4: the weights of the error. */
const ERROR = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40];

/** The weights of the interpolant's fourth difference. */
const INTERPOLANT = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
];

/** One step from y: where it ends, its slopes (the last is the first of the next step), its error. */
export interface Step {
  readonly y: Float64Array;
  readonly end: Float64Array;
  readonly slopes: readonly Float64Array[];
  readonly error: Float64Array;
  readonly h: number;
}

/** A step of length h from (t, y), where the slope is `first`. */
export function takeStep(
  field: VectorField,
  { t, y, first, h }: { t: number; y: Float64Array; first: Float64Array; h: number },
): Step {
  const slopes = [first];
  let end = y;
  for (let s = 1; s < STAGES.length; s++) {
    end = combine(y, slopes, h, STAGES[s] ?? []);
    const slope = new Float64Array(y.length);
    field(t + (NODES[s] ?? 1) * h, end, slope);
    slopes.push(slope);
  }
  return { y, end, slopes, h, error: combine(new Float64Array(y.length), slopes, h, ERROR) };
}

/** y + h Σ_s weight_s slope_s */
function combine(
  y: Float64Array,
  slopes: readonly Float64Array[],
  h: number,
  weights: readonly number[],
): Float64Array {
  const out = y.slice();
  slopes.forEach((slope, s) => {
    const weight = h * (weights[s] ?? 0);
    if (weight === 0) return;
    for (let i = 0; i < out.length; i++)
      out[i] = (out[i] as number) + weight * (slope[i] as number);
  });
  return out;
}

/** The state at the part 0 ≤ θ ≤ 1 of a step. */
export function interpolate({ y, end, slopes, h }: Step, theta: number): Float64Array {
  const fourth = combine(new Float64Array(y.length), slopes, h, INTERPOLANT);
  const [first, last] = [slopes[0] ?? y, slopes.at(-1) ?? y];
  const rest = 1 - theta;
  return y.map((start, i) => {
    const difference = (end[i] as number) - start;
    const left = h * (first[i] as number) - difference;
    const right = difference - h * (last[i] as number) - left;
    const inner = left + theta * (right + rest * (fourth[i] as number));
    return start + theta * (difference + rest * inner);
  });
}
