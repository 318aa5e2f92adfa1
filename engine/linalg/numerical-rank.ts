import { div } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { bindOne } from "../core/bind.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { EPSILON } from "./gaps.js";
import { inv } from "./inv.js";
import { defineMatrixFunction } from "./matrix-primitive.js";
import { matrixNorm, type NormOrder } from "./norm.js";
import { asMatrices, type RealOf } from "./operands.js";
import { singularNumbers } from "./singular-numbers.js";
import { singularValues } from "./svd.js";

export interface RankOptions {
  /** Singular values up to rcond times the largest count as zero; ε·max(m, n) unless said. */
  readonly rcond?: number;
}

/** By matrix: up to what singular values count as zero. */
function thresholds(
  { shape }: NDArray,
  s: NDArray<FloatDtype>,
  { rcond = EPSILON[s.dtype] * Math.max(...shape.slice(-2)) }: RankOptions,
): (matrix: number) => number {
  const k = s.shape.at(-1) ?? 0;
  return (matrix) => rcond * (s.data[matrix * k] ?? 0);
}

/** 1/s, and 0 for singular values that count as zero; of plain arrays. */
export function reciprocals(
  a: NDArray,
  s: NDArray<FloatDtype>,
  options: RankOptions,
): NDArray<FloatDtype> {
  const k = s.shape.at(-1) ?? 0;
  const thresholdOf = thresholds(a, s, options);
  const inverse = (value: number, i: number): number =>
    value > thresholdOf(Math.floor(i / k)) ? 1 / value : 0;
  return new NDArray(s.data.map(inverse), s.shape, s.dtype);
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
  checkOptions("matrixRank", options, ["rcond"]);
  const ranks = bindOne(rankPrimitive, [asMatrices("matrixRank", "a", a)], options);
  return ranks as NDArray<"int32">;
}

const rankPrimitive = defineMatrixFunction<RankOptions>({
  name: "matrixRank",
  value: (a, options) => [ranksOf(a, options)],
  abstract: ({ shape }) => [{ shape: shape.slice(0, -2), dtype: "int32" }],
  jvp: () => [null],
});

function ranksOf(a: NDArray, options: RankOptions): NDArray {
  const s = singularNumbers(a) as NDArray<FloatDtype>;
  const batch = s.shape.slice(0, -1);
  const k = s.shape.at(-1) ?? 0;
  const count = batch.reduce((product, length) => product * length, 1);
  const thresholdOf = thresholds(a, s, options);
  const data = Int32Array.from({ length: count }, (_, i) => {
    const values = s.data.subarray(i * k, (i + 1) * k);
    return values.filter((value: number) => value > thresholdOf(i)).length;
  });
  return new NDArray(data, batch, "int32");
}

/**
 * The condition of matrices: by how much a relative error of A can grow in A⁻¹. For the 2-norm the ratio
 * of the extreme singular values, infinite when the smallest is zero; for others ‖A‖‖A⁻¹‖.
 *
 * @param a - [..., m, n]; square for norms other than 2.
 * @returns [...].
 * @throws {@link ShapeError} when `a` is no matrix, has no entries, or is not square where it must be.
 * @throws {@link DomainError} for a singular matrix in a norm other than 2, and for NaN.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * conditionNumber([[4, 0], [0, 2]]); // array(2.)
 * ```
 */
export function conditionNumber<A extends ArrayInput>(
  a: A,
  { ord = 2 }: { readonly ord?: NormOrder } = {},
): NDArray<RealOf<A>> {
  const matrices = asMatrices("conditionNumber", "a", a);
  if (ord !== 2) {
    return matrixNorm(matrices, ord).mul(matrixNorm(inv(matrices), ord)) as NDArray<RealOf<A>>;
  }
  const s = singularValues(matrices);
  if (s.shape.at(-1) === 0) {
    throw new ShapeError(
      `conditionNumber: a ${formatShape(matrices.shape)} has no entries, and so no condition`,
    );
  }
  const whole = s.shape.slice(1).map((): readonly [] => []);
  return div(slice(s, ...whole, 0), slice(s, ...whole, -1)) as NDArray<RealOf<A>>;
}
