// A = Q T Qᵀ for a symmetric matrix in the arena, by Householder reflectors, a panel at a time: half of
// the work is one pass over the matrix for every column, the other half a product.
import type { Arena } from "../arena.js";
import { squareUnit } from "../blocking.js";
import {
  elementAt,
  multiplyBlocks,
  newBlock,
  part,
  type Block,
  type Packed,
} from "../block-product.js";
import { wasm } from "../loader.js";
import { checkInterrupt } from "../../platform/interrupt.js";

/** T's diagonal and what lies beside it, and the reflectors' factors τ: addresses of n doubles each. */
export interface Tridiagonal {
  readonly diagonal: number;
  readonly beside: number;
  readonly factors: number;
}

/** Columns of a panel: a multiple of the micro-kernel's rows and columns. */
export function reflectorPanel(): number {
  return squareUnit();
}

/**
 * Works on the upper triangle of `a`, n × n. On return row j of `a` is the reflector that made column
 * j, with zeros before it.
 */
export function tridiagonalise(arena: Arena, a: Block, n: number, packed: Packed): Tridiagonal {
  const { exports } = wasm();
  const vector = (): number => arena.bytes(n * 8);
  const result = { diagonal: vector(), beside: vector(), factors: vector() };
  const width = reflectorPanel();
  const w = newBlock(arena, width, n);
  exports.clear(w.at, width * w.stride);
  for (let first = 0; first < n; first += width) {
    const end = Math.min(first + width, n);
    for (let j = first; j < end; j++) {
      checkInterrupt();
      const { diagonal, beside, factors } = result;
      exports.tridiagonalColumn(a.at, a.stride, n, first, j, w.at, diagonal, beside, factors);
    }
    if (end < n) update(a, w, { first, end, n }, packed);
  }
  return result;
}

/** A −= V Wᵀ + W Vᵀ above the diagonal. */
function update(
  a: Block,
  w: Block,
  { first, end, n }: { readonly first: number; readonly end: number; readonly n: number },
  packed: Packed,
): void {
  const [rest, k] = [n - end, end - first];
  const v = { ...part(a, first, end), direction: "along" } as const;
  const u = { ...part(w, 0, end), direction: "along" } as const;
  const c: Block = { at: elementAt(a, end, end), stride: a.stride };
  const product = { m: rest, n: rest, k, c, effect: "subtract", triangle: true } as const;
  multiplyBlocks({ ...product, a: v, b: u, also: { a: u, b: v } }, packed);
}
