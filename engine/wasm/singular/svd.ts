// A = U Σ Vᵀ for matrices outside the shared memory: QR of what is not square, then the square core.
// float32 is computed in float64 too.
import { withArena, type Arena } from "../arena.js";
import { elementAt, newBlock, type Block } from "../block-product.js";
import {
  loadBlock,
  loadTransposed,
  setIdentity,
  storeBlock,
  storeTransposed,
} from "../block-transfer.js";
import { memoryAs, type Floats } from "../floats.js";
import { applyQ, factorQr, type OrthogonalFactor } from "../householder-qr.js";
import { exponentOf, storeScaled } from "../scaling.js";
import { decomposeCore } from "./core.js";

export interface SingularVectors {
  /** How many left singular vectors: min(m, n), or m. */
  readonly lefts: number;
  /** How many right ones: min(m, n), or n. */
  readonly rights: number;
  /** Receives U, m × lefts. */
  readonly u: Floats;
  /** Receives Vᵀ, rights × n. */
  readonly vh: Floats;
}

export interface SingularProblem {
  /** m × n. */
  readonly a: Floats;
  readonly m: number;
  readonly n: number;
  /** Receives the min(m, n) singular values, descending. */
  readonly values: Floats;
  readonly vectors?: SingularVectors;
}

export function svdInto({ a, m, n, values, vectors }: SingularProblem): void {
  withArena((arena) => {
    const exponent = exponentOf(a);
    const scaled = new Float64Array(a.length);
    storeScaled(scaled, a, -exponent);
    const sides = decompose(arena, scaled, { m, n, vectors });
    storeScaled(values, sides.values, exponent);
    if (vectors === undefined || sides.left === undefined || sides.right === undefined) return;
    storeTransposed(arena, vectors.u, sides.left, m, vectors.lefts);
    storeBlock(vectors.vh, sides.right, vectors.rights, n);
  });
}

interface Sides {
  readonly values: Float64Array;
  /** Singular vectors in rows. */
  readonly left?: Block;
  readonly right?: Block;
}

interface Lengths {
  readonly m: number;
  readonly n: number;
  readonly vectors: SingularVectors | undefined;
}

function decompose(arena: Arena, a: Float64Array, { m, n, vectors }: Lengths): Sides {
  const rows = newBlock(arena, Math.min(m, n), Math.max(m, n));
  const wants = vectors === undefined ? "values" : "vectors";
  if (m === n) {
    loadBlock(rows, a, m, n);
    return decomposeCore(arena, rows, n, wants);
  }
  // The vectors of the short side as rows: columns of a matrix that is Q R.
  if (m < n) loadBlock(rows, a, m, n);
  else loadTransposed(arena, rows, a, m, n);
  const [long, short] = [Math.max(m, n), Math.min(m, n)];
  const factor = factorQr(arena, rows, long, short);
  const { values, left, right } = decomposeCore(
    arena,
    transposedR(arena, factor, short),
    short,
    wants,
  );
  if (vectors === undefined || left === undefined || right === undefined) return { values };
  const longSide = extend(arena, factor, right, m < n ? vectors.rights : vectors.lefts);
  return m < n ? { values, left, right: longSide } : { values, left: longSide, right: left };
}

/** Rᵀ: R's columns are rows already. */
function transposedR(arena: Arena, { r }: OrthogonalFactor, n: number): Block {
  const rows = newBlock(arena, n, n);
  const elements = memoryAs(8);
  for (let j = 0; j < n; j++) {
    const [from, to] = [elementAt(r, j, 0) / 8, elementAt(rows, j, 0) / 8];
    elements.copyWithin(to, from, from + j + 1);
    elements.fill(0, to + j + 1, to + n);
  }
  return rows;
}

/** Q times vectors of the core, and as many more of its columns as are wanted. */
function extend(arena: Arena, factor: OrthogonalFactor, core: Block, count: number): Block {
  const { length, count: n } = { ...factor.reflectors, count: factor.count };
  const rows = newBlock(arena, count, length);
  setIdentity(rows, count, length);
  const elements = memoryAs(8);
  for (let i = 0; i < n; i++) {
    const start = elementAt(core, i, 0) / 8;
    elements.copyWithin(elementAt(rows, i, 0) / 8, start, start + n);
  }
  applyQ(arena, factor, rows, count);
  return rows;
}
