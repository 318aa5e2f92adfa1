import type { Arena } from "./arena.js";
import { PANEL_ROW, panelWidth } from "./blocking.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { factorBytes, paddedOrder, type TriangularFrame } from "./triangular-tasks.js";

/** Columns of X that are worked on at once: 80 MiB of X at n = 2500. */
export const WINDOW = 4096;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL = 1 << 20;

/** A triangular matrix and a matrix X of so many columns beside it. */
export interface Triangle {
  /** Row-major n × n. */
  readonly matrix: Floats;
  readonly n: number;
  readonly columns: number;
  /** The transposed matrix is meant. */
  readonly turned: boolean;
}

/** Places in the arena for both. */
export function triangularFrame(
  arena: Arena,
  { matrix, n, columns, turned }: Triangle,
): TriangularFrame & { readonly panelBytes: number } {
  const size = sizeOfFloat(matrix);
  const stride = paddedOrder(n, size) * PANEL_ROW;
  const panelBytes = Math.ceil(Math.min(columns, WINDOW) / panelWidth("B", size)) * stride;
  return {
    ...{ size, n, stride, turned, panelBytes },
    l: arena.bytes(factorBytes(n, size)),
    x: arena.bytes(panelBytes),
  };
}

/** The fewest tiles worth a thread. */
export function grainOf({ n, columns }: Pick<Triangle, "n" | "columns">): number {
  return n * n * columns < SMALL ? Infinity : 1;
}
