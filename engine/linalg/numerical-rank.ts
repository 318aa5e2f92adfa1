import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { div } from "../array/arithmetic.js";
import { slice } from "../array/slicing.js";
import { inv } from "./inv.js";
import { matrixNorm, type NormOrder } from "./norm.js";
import { singularValues } from "./svd.js";
import type { RealOf } from "./stack.js";

export interface RankOptions {
  /** Singular values up to rcond times the largest count as zero; ε·max(m, n) unless said. */
  readonly rcond?: number;
}

const EPSILON: Readonly<Record<FloatDtype, number>> = { float64: 2 ** -52, float32: 2 ** -23 };

/** By matrix: up to what singular values count as zero. */
function thresholds(
  { shape }: NDArray,
  s: NDArray<FloatDtype>,
  { rcond = EPSILON[s.dtype] * Math.max(...shape.slice(-2)) }: RankOptions,
): (matrix: number) => number {
  const k = s.shape.at(-1) ?? 0;
  return (matrix) => rcond * (s.data[matrix * k] ?? 0);
}

/** 1/s, and 0 for singular values that count as zero. */
export function reciprocals(
  a: NDArray,
  s: NDArray<FloatDtype>,
  options: RankOptions,
): NDArray<FloatDtype> {
  const k = s.shape.at(-1) ?? 0;
  const thresholdOf = thresholds(a, s, options);
  const data = s.data.map((value, i) => (value > thresholdOf(Math.floor(i / k)) ? 1 / value : 0));
  return new NDArray(data, s.shape, s.dtype);
}

/** How many singular values do not count as zero, by matrix. */
export function ranks(a: NDArray, s: NDArray<FloatDtype>, options: RankOptions): NDArray<"int32"> {
  const k = s.shape.at(-1) ?? 0;
  const batch = s.shape.slice(0, -1);
  const count = batch.reduce((product, length) => product * length, 1);
  const thresholdOf = thresholds(a, s, options);
  const data = Int32Array.from({ length: count }, (_, i) => {
    const values = s.data.subarray(i * k, (i + 1) * k);
    return values.filter((value) => value > thresholdOf(i)).length;
  });
  return new NDArray(data, batch, "int32");
}

/**
 * The numerical ranks of matrices: how many singular values are above rcond times the largest.
 *
 * @param a - [..., m, n].
 * @returns [...], int32.
 * @throws {@link ShapeError} when `a` is no matrix.
 * @throws {@link DomainError} naming the first element that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * matrixRank([[1, 2], [2, 4]]); // array(1)
 * ```
 */
export function matrixRank(a: ArrayInput, options: RankOptions = {}): NDArray<"int32"> {
  const array = asArray(a);
  return ranks(array, singularValues(array), options);
}

/**
 * The condition of matrices: by how much a relative error of A can grow in A⁻¹. For the 2-norm the ratio
 * of the extreme singular values, infinite when the smallest is zero; for others ‖A‖‖A⁻¹‖.
 *
 * @param a - [..., m, n]; square for norms other than 2.
 * @returns [...].
 * @throws {@link ShapeError} when `a` is no matrix, or not square where it must be.
 * @throws {@link DomainError} for a singular matrix in a norm other than 2, and for NaN.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * cond([[4, 0], [0, 2]]); // array(2.)
 * ```
 */
export function cond<A extends ArrayInput>(
  a: A,
  { ord = 2 }: { readonly ord?: NormOrder } = {},
): NDArray<RealOf<A>> {
  const array = asArray(a);
  if (ord !== 2) {
    return matrixNorm(array, ord).mul(matrixNorm(inv(array), ord)) as NDArray<RealOf<A>>;
  }
  const s = singularValues(array);
  const whole = s.shape.slice(1).map((): readonly [] => []);
  return div(slice(s, ...whole, 0), slice(s, ...whole, -1)) as NDArray<RealOf<A>>;
}
