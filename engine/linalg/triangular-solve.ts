import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { Common, ResultOf } from "../array/dtype-rule.js";
import { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { DomainError, ShapeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";
import { solveInto } from "../wasm/triangular.js";
import { pairs } from "./batch-pairs.js";
import { asSquares, asStack, matrixOf, pieceOf, type Stack } from "./stack.js";

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
  const x = substitute("triangularSolve", asArray(l), asArray(b), options);
  return x as NDArray<ResultOf<"real", Common<L, B>>>;
}

/** The same for arrays, whatever is known of their dtypes. */
export function substitute(
  caller: string,
  matrix: NDArray,
  sides: NDArray,
  { lower = true, transpose = false, unitDiagonal = false }: TriangularSolveOptions,
): NDArray<FloatDtype> {
  const dtype = realDtype(promote(matrix.dtype, sides.dtype));
  const isVector = sides.ndim === 1;
  const factor = asSquares(caller, "l", matrix, dtype);
  const right = asStack(caller, "b", isVector ? asColumn(sides) : sides, dtype);
  checkSystem(caller, factor, right, sides);
  if (!unitDiagonal) checkDiagonals(caller, factor);
  const { rows: n, columns } = right;
  const { batch, list } = pairs(caller, factor.batch, right.batch);
  const out = allocate(dtype, list.length * n * columns, "anything");
  const prepared = triangles(factor, { lower, unitDiagonal });
  list.forEach(([i, j], k) => {
    const [l, b] = [prepared[i] as Floats, matrixOf(right, j)];
    // Uᵀ is lower: the upper triangle is solved as its transpose.
    const system = { l, b, n, columns, transpose: transpose === lower };
    solveInto({ ...system, out: pieceOf(out, k, n * columns) });
  });
  return new NDArray(out, isVector ? [...batch, n] : [...batch, n, columns], dtype);
}

/** A vector is one right-hand side. */
function asColumn(sides: NDArray): NDArray {
  return new NDArray(sides.data, [sides.size, 1], sides.dtype);
}

/** Lower triangles: upper ones transposed, ones on the diagonal where it is to be so. */
function triangles(
  stack: Stack,
  { lower, unitDiagonal }: { readonly lower: boolean; readonly unitDiagonal: boolean },
): Floats[] {
  const { count, rows: n } = stack;
  return Array.from({ length: count }, (_, i) => {
    const matrix = matrixOf(stack, i);
    if (lower && !unitDiagonal) return matrix;
    const copy = lower ? matrix.slice() : lowerOf(matrix, n);
    if (unitDiagonal) for (let k = 0; k < n; k++) copy[k * (n + 1)] = 1;
    return copy;
  });
}

/** The upper triangle transposed. */
function lowerOf(upper: Floats, n: number): Floats {
  const lower = upper.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) lower[i * n + j] = upper[j * n + i] as number;
  }
  return lower;
}

function checkSystem(caller: string, { rows: n }: Stack, right: Stack, sides: NDArray): void {
  if (right.rows === n) return;
  throw new ShapeError(
    `${caller}: b has the shape ${formatShape(sides.shape)}, but l has ${n} rows; b must have as many`,
  );
}

function checkDiagonals(caller: string, { data, count, rows: n }: Stack): void {
  for (let i = 0; i < count * n; i++) {
    const row = i % n;
    if (data[Math.floor(i / n) * n * n + row * (n + 1)] !== 0) continue;
    throw new DomainError(`${caller}: l is singular: its diagonal is zero at row ${row}`);
  }
}
