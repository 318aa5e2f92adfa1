import { matchTo, fitTo } from "../array/broadcast.js";
import { neg, sub } from "../array/arithmetic.js";
import type { ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
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
import { lower, strictlyLower, strictlyUpper, upper } from "./matrix-parts.js";
import { alignMatrices } from "./matrix-primitive.js";
import { asReals, checkMatrices, checkSquares, type FloatArray } from "./operands.js";
import { substitute } from "./substitution.js";

export interface TriangularSolveOptions {
  /** Whether the lower triangle is meant (the default) or the upper one. */
  readonly lower?: boolean;
  /** Whether Lᵀ X = B is solved instead of L X = B. */
  readonly transpose?: boolean;
  /** Whether the diagonal counts as ones, whatever it holds. */
  readonly unitDiagonal?: boolean;
}

/**
 * Solves L X = B, or Lᵀ X = B, for triangular L by substitution, many right-hand sides at the rate of a
 * matrix product. Only the triangle that is meant is read. Batch axes broadcast.
 *
 * @param l - [..., n, n].
 * @param b - [..., n, m], or a vector of n.
 * @returns X, [..., n, m], or a vector for a vector.
 * @throws {@link ShapeError} when `l` is not square or `b` has not n rows.
 * @throws {@link DomainError} when a diagonal element of `l` is zero.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * triangularSolve([[2, 0], [1, 2]], [4, 6]); // array([2., 2.])
 * triangularSolve([[2, 1], [0, 2]], [4, 6], { lower: false }); // array([0.5, 3. ])
 * ```
 */
export function triangularSolve<L extends ArrayInput, B extends ArrayInput>(
  l: L,
  b: B,
  options: TriangularSolveOptions = {},
): NDArray<ResultOf<"real", Common<L, B>>> {
  checkOptions("triangularSolve", options, ["lower", "transpose", "unitDiagonal"]);
  const [factor, sides] = asReals(l, b);
  const x = solveTriangular("triangularSolve", factor, sides, options);
  return x as NDArray<ResultOf<"real", Common<L, B>>>;
}

/** The same in another function's name. */
export function solveTriangular(
  caller: string,
  factor: FloatArray,
  sides: FloatArray,
  { lower: isLower = true, transpose = false, unitDiagonal = false }: TriangularSolveOptions,
): NDArray {
  const isVector = sides.ndim === 1;
  const columns = isVector ? reshape(sides, [sides.size, 1]) : sides;
  checkSquares(caller, "l", factor);
  checkMatrices(caller, "b", columns);
  checkRows(caller, factor, columns, sides);
  const params = { caller, lower: isLower, transpose, unitDiagonal };
  const x = bindOne(triangularSolvePrimitive, [factor, columns], params);
  return isVector ? reshape(x, x.shape.slice(0, -1)) : x;
}

function checkRows(caller: string, factor: NDArray, columns: NDArray, sides: NDArray): void {
  const n = factor.shape.at(-1);
  if (columns.shape.at(-2) === n) return;
  throw new ShapeError(
    `${caller}: b has the shape ${formatShape(sides.shape)}, but l has ${n} rows; b must have as many`,
  );
}

interface Params extends Required<TriangularSolveOptions> {
  readonly caller: string;
}

/** The part of a tangent of L that matters. */
function triangleOf(tangent: NDArray, { lower: isLower, unitDiagonal }: Params): NDArray {
  if (isLower) return unitDiagonal ? strictlyLower(tangent) : lower(tangent);
  return unitDiagonal ? strictlyUpper(tangent) : upper(tangent);
}

/** L dX = dB − dL X */
function tangentOf(
  { inputs: [l], outputs: [x], params }: Point<Params>,
  [tl, tb]: readonly Tangent[],
): Tangent {
  const solution = x as NDArray;
  const bend = tl
    ? matmul(triangleOf(tl, params), solution, { transposeA: params.transpose })
    : null;
  const sides = bend && tb ? sub(tb, bend) : bend ? neg(bend) : tb;
  if (!sides) return null;
  return matchTo(bindOne(triangularSolvePrimitive, [l as NDArray, sides], params), solution);
}

const triangularSolvePrimitive: Primitive<Params> = define<Params>({
  name: "triangularSolve",
  value: ([l, b], params) => [substitute(params.caller, l as FloatArray, b as FloatArray, params)],
  abstract: ([l, b]) => {
    const [factor, sides] = [l as Abstract, b as Abstract];
    const batch = broadcastShapes(
      "triangularSolve (batch axes)",
      ...([factor.shape.slice(0, -2), sides.shape.slice(0, -2)] as const),
    );
    return [{ shape: [...batch, ...sides.shape.slice(-2)], dtype: sides.dtype }];
  },
  jvp: (point, tangents) => [tangentOf(point, tangents)],
  // X = L⁻¹ B: B̄ = L⁻ᵀ X̄
  transpose: ([ct], [l, b], params) => {
    if (!ct) return [null, null];
    const turned = { ...params, transpose: !params.transpose };
    const back = bindOne(triangularSolvePrimitive, [l as NDArray, ct], turned);
    return [null, fitTo(back, b as Abstract)];
  },
  batch: (inputs, batched, params) => [
    bindOne(triangularSolvePrimitive, alignMatrices(inputs, batched), params),
  ],
});
