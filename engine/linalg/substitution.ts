// The numbers of triangular systems.
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";
import { solveInto } from "../wasm/triangular.js";
import { pairs } from "./batch-pairs.js";
import type { FloatArray } from "./operands.js";
import { matrixOf, pieceOf, stackOf, type Stack } from "./stack.js";

interface Kind {
  readonly lower: boolean;
  readonly transpose: boolean;
  readonly unitDiagonal: boolean;
}

/** Solves the systems of two plain arrays that fit. */
export function substitute(
  caller: string,
  l: FloatArray,
  b: FloatArray,
  { lower, transpose, unitDiagonal }: Kind,
): FloatArray {
  const [factor, right] = [stackOf(l), stackOf(b)];
  if (!unitDiagonal) checkDiagonals(caller, factor);
  const { dtype, rows: n, columns } = right;
  const { batch, list } = pairs(caller, factor.batch, right.batch);
  const out = allocate(dtype, list.length * n * columns, "anything");
  const prepared = triangles(factor, { lower, unitDiagonal });
  list.forEach(([i, j], k) => {
    const [triangle, sides] = [prepared[i] as Floats, matrixOf(right, j)];
    // Uᵀ is lower: the upper triangle is solved as its transpose.
    const system = { l: triangle, b: sides, n, columns, transpose: transpose === lower };
    solveInto({ ...system, out: pieceOf(out, k, n * columns) });
  });
  return new NDArray(out, [...batch, n, columns], dtype);
}

/** Lower triangles: upper ones transposed, ones on the diagonal where it is to be so. */
function triangles(
  stack: Stack,
  { lower, unitDiagonal }: Pick<Kind, "lower" | "unitDiagonal">,
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

function checkDiagonals(caller: string, { data, count, rows: n }: Stack): void {
  for (let i = 0; i < count * n; i++) {
    const row = i % n;
    if (data[Math.floor(i / n) * n * n + row * (n + 1)] !== 0) continue;
    throw new DomainError(`${caller}: l is singular: its diagonal is zero at row ${row}`);
  }
}
