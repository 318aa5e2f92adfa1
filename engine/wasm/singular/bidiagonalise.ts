// A = Q B Pᵀ for a square matrix in the arena, B upper bidiagonal, by Householder reflectors.
import type { Arena } from "../arena.js";
import { squareUnit } from "../blocking.js";
import {
  along,
  multiplyBlocks,
  newBlock,
  part,
  type Block,
  type Packed,
} from "../block-product.js";
import { wasm } from "../loader.js";
import { checkInterrupt } from "../../platform/interrupt.js";

/** B, and the reflectors of Q and P, by rows. */
export interface Bidiagonal {
  /** Addresses of n doubles each. */
  readonly diagonal: number;
  readonly beside: number;
  readonly left: { readonly v: Block; readonly factors: number };
  readonly right: { readonly v: Block; readonly factors: number };
}

/** Overwrites `a`, n × n. */
export function bidiagonalise(arena: Arena, a: Block, n: number, packed: Packed): Bidiagonal {
  const vector = (): number => arena.bytes(n * 8);
  const [u, v] = [newBlock(arena, n, n), newBlock(arena, n, n)];
  const result = {
    ...{ diagonal: vector(), beside: vector() },
    left: { v: u, factors: vector() },
    right: { v, factors: vector() },
  };
  const width = squareUnit();
  const [x, y] = [newBlock(arena, width, n), newBlock(arena, width, n)];
  for (let first = 0; first < n; first += width) {
    const end = Math.min(first + width, n);
    for (let i = first; i < end; i++) {
      checkInterrupt();
      const { diagonal, beside, left, right } = result;
      wasm().exports.bidiagonalColumn(
        ...([a.at, a.stride, n, first, i, u.at, v.at, x.at, y.at] as const),
        ...([diagonal, beside, left.factors, right.factors] as const),
      );
    }
    if (end === n) break;
    const lengths = { m: n - end, n: n - end, k: end - first };
    const product = { ...lengths, c: part(a, end, end), effect: "subtract" } as const;
    const operand = (block: Block, row: number) => along(part(block, row, end));
    const also = { a: operand(x, 0), b: operand(v, first) };
    multiplyBlocks({ ...product, a: operand(u, first), b: operand(y, 0), also }, packed);
  }
  return result;
}
