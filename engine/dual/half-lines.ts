import { mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import { safeRoot } from "./plane-dual.js";

/** Points z = ±eᵗ of the trapezoidal rule in t, by which ∫ f(z) N(z) dz converges geometrically: kinks and steep
 * parts of f are at z = 0. */
const STEP = 0.1;
const HALF_LINE = Array.from({ length: 410 }, (_, k) => Math.exp(-38 + STEP * k));
const HALF_WEIGHTS = HALF_LINE.map(
  (z) => (STEP * z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
);

/** What expansions in the angle need of φ beside the slopes. */
export function momentsOf(value: (x: number) => number): {
  meanSquare: (variance: number) => number;
  parallel: (variances: readonly number[]) => Float64Array;
} {
  return {
    meanSquare(variance) {
      const samples = sampled(value, variance);
      return dot(samples, samples);
    },
    parallel(variances) {
      const n = variances.length;
      const samples = variances.map((variance) => sampled(value, variance));
      return Float64Array.from({ length: n * n }, (_, k) =>
        dot(samples[Math.floor(k / n)] as Float64Array, samples[k % n] as Float64Array),
      );
    },
  };
}

/** φ(√a z)·√weight at all points. */
function sampled(value: (x: number) => number, variance: number): Float64Array {
  const g = Math.sqrt(variance);
  const out = new Float64Array(2 * HALF_LINE.length);
  HALF_LINE.forEach((z, k) => {
    const root = Math.sqrt(HALF_WEIGHTS[k] as number);
    out[2 * k] = root * value(g * z);
    out[2 * k + 1] = root * value(-g * z);
  });
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, x, k) => sum + x * (b[k] as number), 0);
}

/** E[f(√q z)²] as array functions. */
export function meanSquares(f: (x: NDArray) => NDArray, q: NDArray): NDArray {
  const sides = [HALF_LINE, HALF_LINE.map((z) => -z)].flat();
  const points = new NDArray(Float64Array.from(sides), [sides.length], "float64");
  const weights = Float64Array.from([...HALF_WEIGHTS, ...HALF_WEIGHTS]);
  const values = f(mul(safeRoot(q).reshape([...q.shape, 1]), points));
  return mul(mul(values, values), new NDArray(weights, [weights.length], "float64")).sum(-1);
}
