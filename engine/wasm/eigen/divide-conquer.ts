// Eigenvectors of a symmetric tridiagonal matrix: it is torn in two, the halves are solved, and joined
// by a rank-one update (Cuppen 1981; orthogonal to working precision by Gu & Eisenstat 1995).
// Eigenvectors are rows all the way, so that turning and moving them is contiguous.
import { withArena } from "../arena.js";
import { elementAt, type Block, type Packed } from "../block-product.js";
import { memoryAs } from "../floats.js";
import { joinHalves } from "./join.js";
import { rotateRows } from "./rotate-rows.js";
import { tridiagonalQl } from "./tridiagonal-ql.js";

export interface TridiagonalProblem {
  /** Diagonal, overwritten by eigenvalues in the order of the rows. */
  readonly d: Float64Array;
  /** Beside the diagonal: e_i between i and i + 1. */
  readonly e: Float64Array;
  /** n × n zeros; receives the eigenvectors in rows. */
  readonly rows: Block;
  readonly packed: Packed;
}

/** From this order on tearing pays. */
const LEAF = 32;

/** Solves rows and columns [first, first + n); returns the rows by ascending eigenvalue. */
export function divideAndConquer(problem: TridiagonalProblem, first: number, n: number): number[] {
  if (n <= LEAF) return solveLeaf(problem, first, n);
  const { d, e } = problem;
  const top = n >> 1;
  const cut = first + top;
  const beside = e[cut - 1] as number;
  d[cut - 1] = (d[cut - 1] as number) - Math.abs(beside);
  d[cut] = (d[cut] as number) - Math.abs(beside);
  const upper = divideAndConquer(problem, first, top);
  const lower = divideAndConquer(problem, cut, n - top);
  return withArena((arena) => joinHalves(arena, problem, { first, n, top, beside, upper, lower }));
}

function solveLeaf({ d, e, rows }: TridiagonalProblem, first: number, n: number): number[] {
  const elements = memoryAs(8);
  for (let i = 0; i < n; i++) elements[elementAt(rows, first + i, first + i) / 8] = 1;
  const diagonal = d.subarray(first, first + n);
  tridiagonalQl(diagonal, e.slice(first, first + n), (i, cosine, sine) => {
    const [x, y] = [first + i, first + i + 1];
    rotateRows(rows, { x, y, column: first, length: n }, cosine, -sine);
  });
  return Array.from({ length: n }, (_, i) => first + i).sort(
    (i, j) => (d[i] as number) - (d[j] as number),
  );
}
