import { mul } from "../array/arithmetic.js";
import { NDArray } from "../array/ndarray.js";
import { matmul } from "../linalg/matmul.js";
import type { AngularElements, AngularSource } from "./angular-source.js";
import type { Nonlinearity } from "./nonlinearity.js";
import { safeRoot } from "./plane-dual.js";

/** Points z = ±eᵗ of the trapezoidal rule in t, by which ∫ f(z) N(z) dz converges geometrically: kinks and steep
 * parts of f are at z = 0. */
const STEP = 0.1;
export const HALF_LINE = Array.from({ length: 410 }, (_, k) => Math.exp(-38 + STEP * k));

/** N(z) dz; the first point stands for all below, where f is f(±0). */
export const HALF_WEIGHTS = HALF_LINE.map((z, k) => {
  const length = k === 0 ? STEP / -Math.expm1(-STEP) : STEP;
  return (length * z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
});

/** What expansions in the angle need of φ beside the slopes. */
export function angularMoments(
  nonlinearity: Nonlinearity,
): Omit<AngularSource, "slopes"> & { readonly elements: AngularElements } {
  const { value, parity } = nonlinearity;
  const products = (variances: readonly number[], sign: 1 | -1) => {
    const samples = variances.map((variance) => sampled(value, variance));
    const others = sign === 1 ? samples : samples.map(turned);
    return matmul(stacked(samples), stacked(others), { transposeB: true }).data;
  };
  return {
    parity,
    meanSquare: (variance) => square(sampled(value, variance)),
    parallel: (variances) => products(variances, 1),
    elements: { ...nonlinearity, antiparallel: (variances) => products(variances, -1) },
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

function stacked(rows: readonly Float64Array[]): NDArray<"float64"> {
  const columns = 2 * HALF_LINE.length;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, k) => data.set(row, k * columns));
  return new NDArray(data, [rows.length, columns], "float64");
}

/** The samples at −z. */
function turned(samples: Float64Array): Float64Array {
  return samples.map((_, k) => samples[k ^ 1] as number);
}

function square(a: Float64Array): number {
  let sum = 0;
  for (const x of a) sum += x * x;
  return sum;
}

/** E[f(√q z)²] as array functions. */
export function meanSquares(f: (x: NDArray) => NDArray, q: NDArray): NDArray {
  const sides = [HALF_LINE, HALF_LINE.map((z) => -z)].flat();
  const points = new NDArray(Float64Array.from(sides), [sides.length], "float64");
  const weights = Float64Array.from([...HALF_WEIGHTS, ...HALF_WEIGHTS]);
  const values = f(mul(safeRoot(q).reshape([...q.shape, 1]), points));
  return mul(mul(values, values), new NDArray(weights, [weights.length], "float64")).sum(-1);
}
