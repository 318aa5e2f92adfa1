// A = Q R by Householder reflectors in blocks (Golub & Van Loan 2013, §5.2). Columns of A are rows of its
// block.
import { withArena, type Arena } from "./arena.js";
import { elementAt, newBlock, packedFor, part, type Block } from "./block-product.js";
import { reflectionRoom, reflectRows, type Reflectors } from "./block-reflector.js";
import { loadTransposed, setIdentity, storeTransposed } from "./block-transfer.js";
import { memoryAs, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { checkInterrupt } from "../platform/interrupt.js";

/** Reflectors that are applied together. */
const PANEL = 48;

export interface OrthogonalFactor {
  /** R's columns as rows: zero or anything below R's diagonal. */
  readonly r: Block;
  readonly reflectors: Omit<Reflectors, "first" | "end" | "column">;
  /** How many reflectors there are. */
  readonly count: number;
}

/** Factors the m × n matrix whose columns are the rows of `a`, in place. */
export function factorQr(arena: Arena, a: Block, m: number, n: number): OrthogonalFactor {
  const count = Math.min(m, n);
  const r = newBlock(arena, n, m);
  const factors = arena.bytes(count * 8);
  const room = reflectionRoom(arena, n, PANEL, packedFor(arena, Math.max(m, n), Math.max(m, n)));
  const reflectors = { v: a, length: m, factors };
  for (let first = 0; first < count; first += PANEL) {
    checkInterrupt();
    const end = Math.min(first + PANEL, count);
    wasm().exports.reflectPanel(a.at, a.stride, m, first, end, r.at, r.stride, factors);
    const rest = { ...room, rows: n - end };
    const panel = { ...reflectors, first, end, column: first };
    if (end < n) reflectRows(part(a, end, 0), panel, "forward", rest);
  }
  for (let j = count; j < n; j++) copyRow(r, a, j, m);
  return { r, reflectors, count };
}

/** The first `columns` columns of Q as rows of a new block. */
export function formQ(arena: Arena, factor: OrthogonalFactor, columns: number): Block {
  const { length: m } = factor.reflectors;
  const q = newBlock(arena, columns, m);
  setIdentity(q, columns, m);
  applyQ(arena, factor, q, columns);
  return q;
}

/** The rows of `z` become Q times themselves. */
export function applyQ(arena: Arena, factor: OrthogonalFactor, z: Block, rows: number): void {
  const { reflectors, count } = factor;
  const { length: m } = reflectors;
  const room = reflectionRoom(arena, rows, PANEL, packedFor(arena, Math.max(m, rows), m));
  for (let first = Math.floor((count - 1) / PANEL) * PANEL; first >= 0; first -= PANEL) {
    checkInterrupt();
    const end = Math.min(first + PANEL, count);
    reflectRows(z, { ...reflectors, first, end, column: first }, "backward", room);
  }
}

function copyRow(to: Block, from: Block, row: number, length: number): void {
  const start = elementAt(from, row, 0) / 8;
  memoryAs(8).copyWithin(elementAt(to, row, 0) / 8, start, start + length);
}

export interface QrProblem {
  /** m × n. */
  readonly a: Floats;
  readonly m: number;
  readonly n: number;
  /** Columns of Q, rows of R. */
  readonly k: number;
  /** Receives Q, m × k. */
  readonly q: Floats;
  /** Receives R, k × n, over zeros. */
  readonly r: Floats;
}

/** Factors a matrix outside the shared memory. */
export function qrInto({ a, m, n, k, q, r }: QrProblem): void {
  if (m === 0) return;
  withArena((arena) => {
    const columns = newBlock(arena, n, m);
    loadTransposed(arena, columns, a, m, n);
    const factor = factorQr(arena, columns, m, n);
    storeTransposed(arena, q, formQ(arena, factor, k), m, k);
    const elements = memoryAs(8);
    for (let j = 0; j < n; j++) {
      const start = elementAt(factor.r, j, 0) / 8;
      for (let i = 0; i < Math.min(j + 1, k); i++) r[i * n + j] = elements[start + i] as number;
    }
  });
}
