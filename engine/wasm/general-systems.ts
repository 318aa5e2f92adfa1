// P A = L U, and systems that are solved with it, for matrices outside the shared memory. Factors are kept
// in float64 whatever A is.
import { withArena } from "./arena.js";
import { elementAt, newBlock, packedFor, type Block } from "./block-product.js";
import { loadBlock, storeBlock } from "./block-transfer.js";
import { solveTriangle } from "./block-triangle.js";
import { eliminate } from "./elimination.js";
import { memoryAs, type Floats } from "./floats.js";

/** Row i of P A is row permutation[i] of A. */
export interface Factors {
  /** U on and above the diagonal, L below it; row-major rows × columns. */
  readonly lu: Float64Array;
  readonly permutation: Int32Array;
}

export function factorGeneral(a: Floats, rows: number, columns: number): Factors {
  const lu = new Float64Array(rows * columns);
  const permutation = Int32Array.from({ length: rows }, (_, i) => i);
  if (lu.length === 0) return { lu, permutation };
  withArena((arena) => {
    const steps = Math.min(rows, columns);
    const block = newBlock(arena, rows, columns);
    const pivots = arena.bytes(4 * steps);
    loadBlock(block, a, rows, columns);
    eliminate(block, rows, columns, pivots, packedFor(arena, rows, columns));
    storeBlock(lu, block, rows, columns);
    exchange(permutation, pivots, rows, columns);
  });
  return { lu, permutation };
}

/** The exchanges of `eliminate`, whose halves count their rows from their own first one. */
function exchange(permutation: Int32Array, pivots: number, rows: number, columns: number): void {
  const steps = Math.min(rows, columns);
  const exchanges = new Int32Array(memoryAs(8).buffer, pivots, steps);
  exchanges.forEach((offset, j) => {
    const other = j + offset;
    const kept = permutation[j] as number;
    permutation[j] = permutation[other] as number;
    permutation[other] = kept;
  });
}

export interface FactoredSystem extends Factors {
  readonly n: number;
  /** n × columns. */
  readonly b: Floats;
  readonly columns: number;
  /** Receives X. */
  readonly out: Floats;
  /** Aᵀ X = B is solved. */
  readonly transpose: boolean;
}

export function solveFactoredInto(system: FactoredSystem): void {
  const { lu, n, columns, out, transpose } = system;
  if (out.length === 0) return;
  withArena((arena) => {
    const [factors, x] = [newBlock(arena, n, n), newBlock(arena, n, columns)];
    const packed = packedFor(arena, n, columns);
    loadBlock(factors, lu, n, n);
    const lower = { block: factors, shape: "lower", diagonal: "unit", transposed: false } as const;
    const upper = {
      block: factors,
      shape: "upper",
      diagonal: "stored",
      transposed: false,
    } as const;
    loadSides(x, system);
    if (transpose) {
      solveTriangle({ ...upper, shape: "lower", transposed: true }, n, x, columns, packed);
      solveTriangle({ ...lower, shape: "upper", transposed: true }, n, x, columns, packed);
    } else {
      solveTriangle(lower, n, x, columns, packed);
      solveTriangle(upper, n, x, columns, packed);
    }
    storeSides(x, system);
  });
}

/** Rows of B in the order of the pivots; Aᵀ X = B takes them as they are and orders those of X. */
function loadSides(x: Block, { b, columns, permutation, transpose, n }: FactoredSystem): void {
  const elements = memoryAs(8);
  for (let i = 0; i < n; i++) {
    const row = transpose ? i : (permutation[i] as number);
    elements.set(b.subarray(row * columns, (row + 1) * columns), elementAt(x, i, 0) / 8);
  }
}

function storeSides(x: Block, { out, columns, permutation, transpose, n }: FactoredSystem): void {
  const elements = memoryAs(8);
  for (let i = 0; i < n; i++) {
    const row = transpose ? (permutation[i] as number) : i;
    const start = elementAt(x, i, 0) / 8;
    out.set(elements.subarray(start, start + columns), row * columns);
  }
}
