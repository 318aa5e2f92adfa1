import { add, mul, sub } from "../array/arithmetic.js";
import { matchTo } from "../array/broadcast.js";
import type { ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { broadcastShapes, formatShape } from "../array/shape.js";
import { bindOne } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Point,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { matmul } from "./matmul.js";
import { asColumns, transposed } from "./matrix-parts.js";
import { alignMatrices, lengthsOf } from "./matrix-primitive.js";
import { matrixRank, reciprocals, type RankOptions } from "./numerical-rank.js";
import { asReals, checkMatrices, type FloatArray } from "./operands.js";
import { pinv } from "./pinv.js";
import { svd } from "./svd.js";

/** The x for which ‖A x − b‖ is least, the shortest of them where there are many. */
export interface LstsqResult<D extends FloatDtype = FloatDtype> {
  /** [..., n, k], or [..., n] for a vector. */
  readonly x: NDArray<D>;
  /** ‖b − A x‖² of every right-hand side: [..., k], or [...]. */
  readonly residuals: NDArray<D>;
  /** The numerical rank of A: [...]. */
  readonly rank: NDArray<"int32">;
}

/**
 * Least squares: the x that minimises ‖A x − b‖, the shortest where many do. By the singular value
 * decomposition, so that A may have any shape and rank; derivatives are those of changes that keep the
 * rank. Batch axes broadcast.
 *
 * @param a - [..., m, n].
 * @param b - [..., m, k], or a vector of m.
 * @returns x, the squared residuals and A's rank.
 * @throws {@link ShapeError} when `a` is no matrix or `b` has not m rows.
 * @throws {@link DomainError} naming the first element of `a` that is NaN or infinite.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).x; // array([1., 2.])
 * ```
 */
export function lstsq<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options: RankOptions = {},
): LstsqResult<ResultOf<"real", Common<A, B>>> {
  checkOptions("lstsq", options, ["rcond"]);
  const [matrix, sides] = asReals(a, b);
  const isVector = sides.ndim === 1;
  const right = isVector ? asColumns(sides) : sides;
  checkMatrices("lstsq", "a", matrix);
  checkMatrices("lstsq", "b", right);
  if (matrix.shape.at(-2) !== right.shape.at(-2)) {
    throw new ShapeError(
      `lstsq: a ${formatShape(matrix.shape)} and b ${formatShape(sides.shape)} do not fit: they must have as many rows`,
    );
  }
  const x = bindOne(lstsqPrimitive, [matrix, right], options);
  const residual = sub(right, matmul(matrix, x));
  const squares = sum(mul(residual, residual), -2);
  const one = (y: NDArray): NDArray => (isVector ? reshape(y, y.shape.slice(0, -1)) : y);
  type D = ResultOf<"real", Common<A, B>>;
  return {
    x: one(x) as NDArray<D>,
    residuals: one(squares) as NDArray<D>,
    rank: matrixRank(matrix, options),
  };
}

/**
 * dx = P (dB − dA x) + P Pᵀ dAᵀ r + (1 − P A) dAᵀ Pᵀ x with the residual r = B − A x and the
 * pseudo-inverse P.
 */
function tangentOf(
  { inputs: [a, b], outputs: [x], params }: Point<RankOptions>,
  [ta, tb]: readonly Tangent[],
): Tangent {
  const [matrix, sides, solution] = [a as NDArray, b as NDArray, x as NDArray];
  const p = pinv(matrix, params);
  const direct = tb ? matmul(p, tb) : null;
  if (!ta) return direct && matchTo(direct, solution);
  const turned = transposed(ta);
  const residual = sub(sides, matmul(matrix, solution));
  const through = matmul(p, matmul(p, matmul(turned, residual), { transposeA: true }));
  const image = matmul(turned, matmul(p, solution, { transposeA: true }));
  const kernel = sub(image, matmul(p, matmul(matrix, image)));
  const bend = sub(add(through, kernel), matmul(p, matmul(ta, solution)));
  return matchTo(direct ? add(direct, bend) : bend, solution);
}

const lstsqPrimitive: Primitive<RankOptions> = define<RankOptions>({
  name: "lstsq",
  value: ([a, b], options) => {
    const { u, s, vh } = svd(a as FloatArray);
    const weights = asColumns(reciprocals(a as NDArray, s, options));
    return [matmul(transposed(vh), mul(weights, matmul(transposed(u), b as NDArray)))];
  },
  abstract: ([a, b]) => {
    const [matrix, sides] = [a as Abstract, b as Abstract];
    const [p, q] = [matrix.shape.slice(0, -2), sides.shape.slice(0, -2)];
    const batch = broadcastShapes("lstsq (batch axes)", p, q);
    const shape = [...batch, lengthsOf(matrix).n, lengthsOf(sides).n];
    return [{ shape, dtype: sides.dtype }];
  },
  jvp: (point, tangents) => [tangentOf(point, tangents)],
  batch: (inputs, batched, params) => [
    bindOne(lstsqPrimitive, alignMatrices(inputs, batched), params),
  ],
});
