import { neg, sub } from "../array/arithmetic.js";
import { fitTo, matchTo } from "../array/broadcast.js";
import type { ArrayInput } from "../array/create.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { broadcastShapes, formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Point,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import { ShapeError } from "../errors.js";
import { solveFactoredInto } from "../wasm/general-systems.js";
import { checkOptions } from "../options.js";
import { pairs } from "./batch-pairs.js";
import { eliminate, factorsAt, type Elimination } from "./elimination.js";
import { matmul } from "./matmul.js";
import { alignMatrices } from "./matrix-primitive.js";
import { asReals, checkMatrices, checkSquares } from "./operands.js";
import { matrixOf, pieceOf, stackOf } from "./stack.js";

/** Whether Aᵀ X = B is solved instead of A X = B. */
export interface SolveOptions {
  readonly transpose?: boolean;
}

/**
 * Solves A X = B, or Aᵀ X = B, for square A by Gaussian elimination with partial pivoting. Batch axes of
 * `a` and `b` broadcast; each matrix of `a` is eliminated once, for its derivatives too. float32 is
 * computed in float64 and rounded.
 *
 * @param a - [..., n, n].
 * @param b - [..., n, m], or a vector of n.
 * @returns X, [..., n, m], or a vector (a batch of them when `a` is one) for a vector.
 * @throws {@link ShapeError} when the matrices are not square or do not fit `b`.
 * @throws {@link DomainError} when a matrix is singular, naming the column without a pivot.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * solve([[2, 1], [1, 3]], [3, 5]); // array([0.8, 1.4])
 * ```
 */
export function solve<A extends ArrayInput, B extends ArrayInput>(
  a: A,
  b: B,
  options: SolveOptions = {},
): NDArray<ResultOf<"real", Common<A, B>>> {
  checkOptions("solve", options, ["transpose"]);
  const { transpose = false } = options;
  const [matrix, sides] = asReals(a, b);
  const isVector = sides.ndim === 1;
  const columns = isVector ? reshape(sides, [sides.size, 1]) : sides;
  checkSquares("solve", "a", matrix);
  checkMatrices("solve", "b", columns);
  const [n, rows] = [matrix.shape.at(-1), columns.shape.at(-2)];
  if (n !== rows) {
    throw new ShapeError(
      `solve: a ${formatShape(matrix.shape)} has ${n} rows, but b ${formatShape(sides.shape)} has ${rows}; they must be equal`,
    );
  }
  const x = solveWith("solve", matrix, columns, { transpose });
  const result = isVector ? reshape(x, x.shape.slice(0, -1)) : x;
  return result as NDArray<ResultOf<"real", Common<A, B>>>;
}

interface Params {
  readonly transpose: boolean;
}

/** The same in another function's name, for operands that fit. */
export function solveWith(caller: string, a: NDArray, b: NDArray, params: Params): NDArray {
  const { packed, rows } = eliminate(caller, a);
  return bindOne(solvePrimitive, [a, packed, rows, b], params);
}

/** A dX = dB − dA X */
function tangentOf(
  { inputs: [a, packed, rows], outputs: [x], params }: Point<Params>,
  [ta, , , tb]: readonly Tangent[],
): Tangent {
  const solution = x as NDArray;
  const bend = ta ? matmul(ta, solution, { transposeA: params.transpose }) : null;
  const sides = bend && tb ? sub(tb, bend) : bend ? neg(bend) : tb;
  if (!sides) return null;
  const inputs = [a as NDArray, packed as NDArray, rows as NDArray, sides];
  return matchTo(bindOne(solvePrimitive, inputs, params), solution);
}

/** Inputs: A, its elimination, B. */
const solvePrimitive: Primitive<Params> = define<Params>({
  name: "solve",
  value: ([, packed, rows, b], { transpose }) => {
    const elimination = { packed: packed as NDArray, rows: rows as NDArray };
    return [solutionOf(elimination, b as NDArray, transpose)];
  },
  abstract: ([a, , , b]) => {
    const [matrix, sides] = [a as Abstract, b as Abstract];
    const [p, q] = [matrix.shape.slice(0, -2), sides.shape.slice(0, -2)];
    const batch = broadcastShapes("solve (batch axes)", p, q);
    return [{ shape: [...batch, ...sides.shape.slice(-2)], dtype: sides.dtype }];
  },
  jvp: (point, tangents) => [tangentOf(point, tangents)],
  // X = A⁻¹ B: B̄ = A⁻ᵀ X̄
  transpose: ([ct], [a, packed, rows, b], { transpose }) => {
    if (!ct) return [null, null, null, null];
    const inputs = [a as NDArray, packed as NDArray, rows as NDArray, ct];
    const back = bindOne(solvePrimitive, inputs, { transpose: !transpose });
    return [null, null, null, fitTo(back, b as Abstract)];
  },
  batch: (inputs, batched, params) => [
    bindOne(solvePrimitive, alignMatrices(inputs, batched), params),
  ],
});

function solutionOf(elimination: Elimination, b: NDArray, transpose: boolean): NDArray {
  const right = stackOf(b);
  const { batch, list } = pairs("solve", elimination.packed.shape.slice(0, -2), right.batch);
  const { dtype, rows: n, columns } = right;
  const out = allocate(dtype, list.length * n * columns, "anything");
  list.forEach(([i, j], k) => {
    const piece = pieceOf(out, k, n * columns);
    const system = { n, b: matrixOf(right, j), columns, out: piece, transpose };
    solveFactoredInto({ ...factorsAt(elimination, i), ...system });
  });
  return new NDArray(out, [...batch, n, columns], dtype);
}
