// The singular value decomposition of a square matrix in the arena.
import type { Arena } from "../arena.js";
import { elementAt, newBlock, packedFor, type Block, type Packed } from "../block-product.js";
import { reflectionRoom, reflectRows } from "../block-reflector.js";
import { setIdentity } from "../block-transfer.js";
import { memoryAs, type Floats } from "../floats.js";
import { bidiagonalQr } from "./bidiagonal-qr.js";
import { bidiagonalise } from "./bidiagonalise.js";
import { ROTATION_BYTES, Rotations } from "./rotations.js";

/** A = Σ σ_i left_i right_iᵀ, σ descending, singular vectors in rows. */
export interface CoreResult {
  readonly values: Float64Array;
  readonly left?: Block;
  readonly right?: Block;
}

/** Reflectors that are applied together. */
const REFLECTORS = 96;

/** Rotations that are put off: some sweeps of a large matrix. */
const ROTATIONS = 1 << 14;

/** Overwrites `a`, n × n. */
export function decomposeCore(
  arena: Arena,
  a: Block,
  n: number,
  wants: "values" | "vectors",
): CoreResult {
  const packed = packedFor(arena, n, n);
  const { diagonal, beside, left, right } = bidiagonalise(arena, a, n, packed);
  const elements = memoryAs(8);
  const d = elements.slice(diagonal / 8, diagonal / 8 + n) as Float64Array;
  const e = elements.slice(beside / 8, beside / 8 + Math.max(0, n - 1)) as Float64Array;
  if (wants === "values") {
    bidiagonalQr({ d, e, left: ignore, right: ignore });
    return { values: d.map(Math.abs).sort().reverse() };
  }
  const u = productOf(arena, { ...left, first: 0, n }, packed);
  const v = productOf(arena, { ...right, first: 1, n }, packed);
  const [lefts, rights] = [u, v].map((rows) => {
    return new Rotations(rows, n, arena.bytes(ROTATIONS * ROTATION_BYTES), ROTATIONS);
  }) as [Rotations, Rotations];
  bidiagonalQr({
    ...{ d, e },
    left: (i, cosine, sine) => lefts.push(i, cosine, sine),
    right: (i, cosine, sine) => rights.push(i, cosine, sine),
  });
  lefts.flush();
  rights.flush();
  const order = Array.from(d.keys()).sort(
    (i, j) => Math.abs(d[j] as number) - Math.abs(d[i] as number),
  );
  return {
    values: Float64Array.from(order, (i) => Math.abs(d[i] as number)),
    left: ordered(arena, u, order, (i) => ((d[i] as number) < 0 ? -1 : 1)),
    right: ordered(arena, v, order, () => 1),
  };
}

function ignore(): void {
  // The values alone are wanted.
}

interface ReflectorsOf {
  readonly v: Block;
  readonly factors: number;
  /** The first element of reflector j is j + first. */
  readonly first: number;
  readonly n: number;
}

/** The columns of H_0 H_1 ⋯ as rows. */
function productOf(arena: Arena, { v, factors, first, n }: ReflectorsOf, packed: Packed): Block {
  const rows = newBlock(arena, n, n);
  setIdentity(rows, n, n);
  const room = reflectionRoom(arena, n, Math.min(REFLECTORS, n), packed);
  const count = n - first;
  const last = Math.floor((count - 1) / REFLECTORS) * REFLECTORS;
  for (let from = last; from >= 0; from -= REFLECTORS) {
    const end = Math.min(from + REFLECTORS, count);
    const reflectors = { v, first: from, end, column: from + first, length: n, factors };
    reflectRows(rows, reflectors, "backward", room);
  }
  return rows;
}

/** The rows in another order, times a sign, and of length one again after many rotations. */
function ordered(
  arena: Arena,
  rows: Block,
  order: readonly number[],
  signOf: (row: number) => number,
): Block {
  const n = order.length;
  const result = newBlock(arena, n, n);
  const elements = memoryAs(8);
  order.forEach((row, i) => {
    const [from, to] = [elementAt(rows, row, 0) / 8, elementAt(result, i, 0) / 8];
    const factor = signOf(row) / lengthOf(elements.subarray(from, from + n));
    for (let j = 0; j < n; j++) elements[to + j] = factor * (elements[from + j] as number);
  });
  return result;
}

function lengthOf(values: Floats): number {
  let square = 0;
  for (const value of values) square += value * value;
  return Math.sqrt(square);
}
