import type { Arena } from "../arena.js";
import {
  across,
  along,
  elementAt,
  multiplyBlocks,
  newBlock,
  part,
  type Block,
} from "../block-product.js";
import { memoryAs } from "../floats.js";
import { parallel } from "../pool.js";
import { deflate, type Half } from "./deflation.js";
import type { TridiagonalProblem } from "./divide-conquer.js";
import { rotateRows } from "./rotate-rows.js";
import { secularTiles, type SecularPayload } from "./secular-tasks.js";

/** Two solved halves of rows and columns [first, first + n). */
export interface Halves {
  readonly first: number;
  readonly n: number;
  /** Rows of the upper half. */
  readonly top: number;
  /** The element of T that tied them. */
  readonly beside: number;
  /** Their rows by ascending eigenvalue. */
  readonly upper: readonly number[];
  readonly lower: readonly number[];
}

/** Poles that a thread works on for as long as its waking takes. */
const PARALLEL_FROM = 200;

/** Joins them; returns the rows by ascending eigenvalue. */
export function joinHalves(arena: Arena, problem: TridiagonalProblem, halves: Halves): number[] {
  const { d, rows } = problem;
  const { first, n, upper, lower } = halves;
  const order = mergeBy(d, upper, lower);
  const rankOne = {
    ...{ d, z: weightsOf(rows, halves), rho: 2 * Math.abs(halves.beside), order },
    halves: halvesOf(halves),
    rotate: (x: number, y: number, cosine: number, sine: number) =>
      rotateRows(rows, { x, y, column: first, length: n }, cosine, sine),
  };
  const { kept, done } = deflate(rankOne);
  if (kept.length > 0) update(arena, problem, halves, { ...rankOne, kept });
  const sorted = [...done].sort((i, j) => (d[i] as number) - (d[j] as number));
  return mergeBy(d, kept, sorted);
}

/** z = (last row of Q₁ᵀ, ± first row of Q₂ᵀ)/√2: what the tie is in the halves' eigenvectors. */
function weightsOf(rows: Block, { first, n, top, beside }: Halves): Float64Array {
  const elements = memoryAs(8);
  const z = new Float64Array(first + n);
  const sign = Math.sign(beside);
  for (let row = first; row < first + n; row++) {
    const isUpper = row < first + top;
    const value = elements[elementAt(rows, row, first + top - Number(isUpper)) / 8] as number;
    z[row] = value * (isUpper ? Math.SQRT1_2 : sign * Math.SQRT1_2);
  }
  return z;
}

function halvesOf({ first, n, top }: Halves): Half[] {
  return Array.from({ length: first + n }, (_, row) => (row < first + top ? "top" : "bottom"));
}

/** Two ascending lists of rows as one. */
function mergeBy(d: Float64Array, one: readonly number[], other: readonly number[]): number[] {
  const merged: number[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const [x, y] = [one[i], other[j]];
    const takesOne = y === undefined || (x !== undefined && (d[x] as number) <= (d[y] as number));
    merged.push((takesOne ? x : y) as number);
    if (takesOne) i++;
    else j++;
  }
  return merged;
}

interface Kept {
  readonly kept: readonly number[];
  readonly z: Float64Array;
  readonly halves: readonly Half[];
  readonly rho: number;
}

/** The eigenvalues and eigenvectors that are not done yet. */
function update(arena: Arena, problem: TridiagonalProblem, place: Halves, kept: Kept): void {
  const columns = (["top", "both", "bottom"] as const).map((half) =>
    kept.kept.flatMap((row, i) => (kept.halves[row] === half ? [i] : [])),
  );
  const { payload, gaps, vectors } = secular(arena, problem, kept, columns.flat(), place.n);
  const grain = payload.k < PARALLEL_FROM ? Infinity : 1;
  parallel("secularRoots", payload, secularTiles(payload), grain);
  parallel("secularWeights", payload, secularTiles(payload), grain);
  parallel("secularVectors", payload, secularTiles(payload), grain);
  const counts = columns.map(({ length }) => length);
  combine(arena, problem, place, { kept, columns: columns.flat(), counts, vectors, fresh: gaps });
  const elements = memoryAs(8);
  kept.kept.forEach((row, i) => {
    problem.d[row] = elements[payload.roots / 8 + i] as number;
    copyRow(gaps, i, 0, problem.rows, row, place.first, place.n);
  });
}

function secular(
  arena: Arena,
  { d }: TridiagonalProblem,
  { kept, z, rho }: Kept,
  columns: readonly number[],
  n: number,
) {
  const k = kept.length;
  const [gaps, vectors] = [newBlock(arena, k, n), newBlock(arena, k, n)];
  const vector = (): number => arena.bytes(k * 8);
  const payload: SecularPayload = {
    ...{ k, rho, poles: vector(), z: vector(), roots: vector(), weights: vector() },
    ...{ columns: arena.bytes(k * 4), gaps: gaps.at, vectors: vectors.at, stride: gaps.stride },
  };
  const elements = memoryAs(8);
  kept.forEach((row, i) => {
    elements[payload.poles / 8 + i] = d[row] as number;
    elements[payload.z / 8 + i] = z[row] as number;
  });
  new Int32Array(elements.buffer, payload.columns, k).set(columns);
  return { payload, gaps, vectors };
}

interface Combination {
  readonly kept: Kept;
  /** Columns of `vectors`: indices into `kept`, and how many of them are top, both, bottom. */
  readonly columns: readonly number[];
  readonly counts: readonly number[];
  readonly vectors: Block;
  /** Receives the rows. */
  readonly fresh: Block;
}

/** fresh = vectors · old rows, half by half: rows that are zero in a half take no part there. */
function combine(
  arena: Arena,
  { rows, packed }: TridiagonalProblem,
  { first, n, top }: Halves,
  { kept: { kept }, columns, counts, vectors, fresh }: Combination,
): void {
  const [tops = 0, boths = 0] = counts;
  const halves = [
    { from: 0, to: tops + boths, column: 0, length: top },
    { from: tops, to: columns.length, column: top, length: n - top },
  ];
  for (const { from, to, column, length } of halves) {
    const old = newBlock(arena, to - from, length);
    for (let g = from; g < to; g++) {
      const row = kept[columns[g] as number] as number;
      copyRow(rows, row, first + column, old, g - from, 0, length);
    }
    const operands = { a: across(part(vectors, 0, from)), b: along(old) };
    const c = part(fresh, 0, column);
    const lengths = { m: kept.length, n: length, k: to - from };
    multiplyBlocks({ ...lengths, ...operands, c, effect: "set" }, packed);
  }
}

function copyRow(
  from: Block,
  row: number,
  column: number,
  to: Block,
  toRow: number,
  toColumn: number,
  length: number,
): void {
  const elements = memoryAs(8);
  const start = elementAt(from, row, column) / 8;
  elements.copyWithin(elementAt(to, toRow, toColumn) / 8, start, start + length);
}
