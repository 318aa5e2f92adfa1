// C = A B, C += A B or C −= A B for matrices that lie in the arena: what blocked decompositions are made
// of. Doubles only.
import type { Arena } from "./arena.js";
import { DEPTH, panelWidth, pieces, roundUp } from "./blocking.js";
import {
  blockPackTiles,
  blockTiles,
  type BlockOperand,
  type BlockPackPayload,
  type BlockProductPayload,
} from "./block-product-tasks.js";
import { parallel } from "./pool.js";

/** A row-major matrix of doubles in the arena. */
export interface Block {
  readonly at: number;
  /** Bytes from row to row. */
  readonly stride: number;
}

export interface BlockProduct {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly a: BlockOperand;
  readonly b: BlockOperand;
  readonly c: Block;
  readonly effect: "set" | "add" | "subtract";
  /** A second product of the same lengths, in the same pass over C; for k up to half of DEPTH. */
  readonly also?: { readonly a: BlockOperand; readonly b: BlockOperand };
  /** Only tiles that reach above the diagonal of C. */
  readonly triangle?: boolean;
}

export const SIZE = 8;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL = 1 << 20;

/** A matrix of zeros or of anything, its rows and columns padded to whole panels, off powers of two. */
export function newBlock(arena: Arena, rows: number, columns: number): Block {
  const stride = blockStride(columns);
  return { at: arena.bytes((roundUp(rows, 40) + 8) * stride), stride };
}

/** Rows whose distance is a power of two meet in one set of the caches. */
export function blockStride(columns: number): number {
  const padded = roundUp(columns, 8) * SIZE;
  return padded % 512 === 0 ? padded + 64 : padded;
}

/** Where an element lies. */
export function elementAt({ at, stride }: Block, row: number, column: number): number {
  return at + row * stride + column * SIZE;
}

export function part({ at, stride }: Block, row: number, column: number): Block {
  return { at: at + row * stride + column * SIZE, stride };
}

/** Rows of the operand run along the summation index. */
export function across({ at, stride }: Block): BlockOperand {
  return { at, stride, direction: "across" };
}

/** Its columns do. */
export function along({ at, stride }: Block): BlockOperand {
  return { at, stride, direction: "along" };
}

/**
 * Computes C. Its last tiles may write up to a panel beyond m × n: a matrix that is added to or
 * subtracted from stays as it is there.
 */
export function multiplyBlocks(product: BlockProduct, packed: Packed): void {
  const { m, n, k, a, b, c, effect, also } = product;
  if (m === 0 || n === 0) return;
  const grain = m * n * k < SMALL ? Infinity : 1;
  for (const { first, end } of pieces(Math.max(k, 1), DEPTH)) {
    const depth = Math.min(end, k) - first;
    const panelDepth = also === undefined ? depth : 2 * depth;
    const slab = { depth, first, panelDepth, offset: 0 };
    pack({ ...a, ...slab, kind: "A", majors: m, to: packed.a }, grain);
    pack({ ...b, ...slab, kind: "B", majors: n, to: packed.b }, grain);
    if (also !== undefined) {
      const beside = { ...slab, offset: depth };
      pack({ ...also.a, ...beside, kind: "A", majors: m, to: packed.a }, grain);
      pack({ ...also.b, ...beside, kind: "B", majors: n, to: packed.b }, grain);
    }
    const payload: BlockProductPayload = {
      ...{ m, n, depth: panelDepth, a: packed.a, b: packed.b, c: c.at, stride: c.stride },
      ...{ subtract: effect === "subtract", begins: effect === "set" && first === 0 },
      triangle: product.triangle ?? false,
    };
    parallel("blockProductTile", payload, blockTiles(payload), grain);
  }
}

function pack(payload: BlockPackPayload, grain: number): void {
  parallel("blockPack", payload, blockPackTiles(payload), grain);
}

/** Room for one slab of both packed operands. */
export interface Packed {
  readonly a: number;
  readonly b: number;
}

/** For products of at most m rows and n columns. */
export function packedFor(arena: Arena, m: number, n: number): Packed {
  const bytes = (majors: number, width: number): number => roundUp(majors, width) * DEPTH * SIZE;
  return {
    a: arena.bytes(bytes(m, panelWidth("A", SIZE))),
    b: arena.bytes(bytes(n, panelWidth("B", SIZE))),
  };
}
