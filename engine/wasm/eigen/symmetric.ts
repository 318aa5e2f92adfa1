// A = Q Λ Qᵀ for symmetric matrices outside the shared memory. float32 is computed in float64 too: what
// is returned is right to the rounding of the result.
import { withArena, type Arena } from "../arena.js";
import { newBlock, packedFor, type Block } from "../block-product.js";
import { loadBlock, storeColumns } from "../block-transfer.js";
import { reflectionRoom, reflectRows, type Reflectors } from "../block-reflector.js";
import { memoryAs, type Floats } from "../floats.js";
import { wasm } from "../loader.js";
import { exponentOf, storeScaled } from "../scaling.js";
import { divideAndConquer } from "./divide-conquer.js";
import { tridiagonalise, type Tridiagonal } from "./tridiagonalise.js";
import { tridiagonalQl } from "./tridiagonal-ql.js";

/** Reflectors that are applied together. */
const REFLECTORS = 96;

/** A symmetric matrix; (A + Aᵀ)/2 is taken of another. */
export interface SymmetricProblem {
  readonly a: Floats;
  readonly n: number;
  /** Receives the eigenvalues, ascending. */
  readonly values: Floats;
  /** Receives the eigenvectors in columns. */
  readonly vectors?: Floats;
}

export function eigenInto(problem: SymmetricProblem): void {
  const { n } = problem;
  if (n === 0) return;
  withArena((arena) => {
    const a = newBlock(arena, n, n);
    const exponent = loadSymmetric(a, problem);
    const packed = packedFor(arena, n, n);
    const t = tridiagonalise(arena, a, n, packed);
    const elements = memoryAs(8);
    const copy = (at: number): Float64Array =>
      Float64Array.from(elements.subarray(at / 8, at / 8 + n));
    const [d, e] = [copy(t.diagonal), copy(t.beside)];
    e[n - 1] = 0;
    if (problem.vectors === undefined) {
      tridiagonalQl(d, e);
      d.sort();
      storeScaled(problem.values, d, exponent);
      return;
    }
    const rows = newBlock(arena, n, n);
    wasm().exports.clear(rows.at, n * rows.stride);
    const order = divideAndConquer({ d, e, rows, packed }, 0, n);
    backTransform(arena, a, t, rows, n, packed);
    storeScaled(
      problem.values,
      order.map((row) => d[row] as number),
      exponent,
    );
    storeColumns(arena, problem.vectors, { rows, order, length: n });
  });
}

/** rows ← rows Qᵀ */
function backTransform(
  arena: Arena,
  a: Block,
  { factors }: Tridiagonal,
  rows: Block,
  n: number,
  packed: ReturnType<typeof packedFor>,
): void {
  const room = reflectionRoom(arena, n, REFLECTORS, packed);
  const last = Math.floor(Math.max(0, n - 2) / REFLECTORS) * REFLECTORS;
  for (let first = last; first >= 0; first -= REFLECTORS) {
    const end = Math.min(first + REFLECTORS, n - 1);
    if (end <= first) continue;
    const reflectors: Reflectors = { v: a, first, end, column: first + 1, length: n, factors };
    reflectRows(rows, reflectors, "backward", room);
  }
}

/** The symmetric part, scaled by a power of two to at most one; returns the exponent. */
function loadSymmetric(to: Block, { a, n }: SymmetricProblem): number {
  const exponent = exponentOf(a);
  const half = Math.trunc(-exponent / 2);
  loadBlock(to, a, n, n);
  wasm().exports.symmetrise(to.at, to.stride, n, 2 ** half, 2 ** (-exponent - half));
  return exponent;
}
