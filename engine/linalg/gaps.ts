// Differences that derivatives of spectra divide by: where two values (nearly) coincide the quotient counts
// as zero, which is right for every function that does not depend on how their vectors are chosen.
import { abs, add, div, mul, sub } from "../array/arithmetic.js";
import { greater } from "../array/comparison.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { max } from "../array/reductions.js";
import { where } from "../array/where.js";
import { asColumns, asRows } from "./matrix-parts.js";

export const EPSILON: Readonly<Record<FloatDtype, number>> = {
  float64: 2 ** -52,
  float32: 2 ** -23,
};

/** Some roundings of the largest value: nearer ones cannot be told apart. [..., 1, 1] */
function tolerance(values: NDArray): NDArray {
  const n = values.shape.at(-1) ?? 0;
  const roundings = 4 * n * EPSILON[values.dtype as FloatDtype];
  const largest = max(abs(values), -1, { keepdims: true });
  return asColumns(mul(largest, roundings));
}

/** 1/(v_j − v_i), 0 where they coincide: [..., n, n]. */
export function inverseGaps(values: NDArray): NDArray {
  const gaps = sub(asRows(values), asColumns(values));
  return reciprocal(gaps, greater(abs(gaps), tolerance(values)));
}

/** 1/(v_j + v_i), 0 where both count as zero: [..., n, n]. */
export function inverseSums(values: NDArray): NDArray {
  const sums = add(asRows(values), asColumns(values));
  return reciprocal(sums, greater(abs(sums), tolerance(values)));
}

/** 1/v, 0 where v counts as zero: [..., n]. */
export function inverses(values: NDArray): NDArray {
  const bound = tolerance(values).reshape([...values.shape.slice(0, -1), 1]);
  return reciprocal(values, greater(abs(values), bound));
}

/** 1/x where a condition holds, 0 elsewhere; no slope of what is left out is NaN. */
function reciprocal(x: NDArray, condition: NDArray): NDArray {
  return where(condition, div(1, where(condition, x, 1)), 0);
}
