// C = A B where A lies in the shared memory with regular gaps and is multiplied as it lies
// (assembly/strided.ts). B is packed once; tiles of C are computed and stored by all threads.
import type { Arena } from "./arena.js";
import { DEPTH, PANEL_ROW, panelWidth, pieces as cut, roundUp } from "./blocking.js";
import { floatKernels, sizeOfFloat, type Floats, type FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { addressOf } from "./recycling.js";
import { tileBytes, WIDE, type StridedJob, type StridedTarget } from "./strided-tasks.js";

/** Equal stretches of memory: where each begins, and how many elements lie how far apart in it. */
export interface Stretches {
  /** In bytes, from the image on. */
  readonly offsets: ArrayLike<number>;
  readonly length: number;
  readonly apart: number;
}

/** How A lies in memory: its rows, which are C's, and the terms of its sums, which are B's rows. */
interface StridedLayout {
  readonly rows: Stretches;
  readonly terms: Stretches;
}

/** A layout as compiled code finds it, for any number of products. */
export interface StridedTables {
  readonly rows: Stretches;
  readonly runs: number;
  /** Blocks of at most DEPTH terms. */
  readonly blocks: readonly { readonly first: number; readonly end: number; readonly at: number }[];
}

export interface StridedProduct {
  /** Address of what A's rows and terms are offsets to. */
  readonly image: number;
  /** Row-major, terms × columns. */
  readonly b: Floats;
  readonly columns: number;
}

/** The shape of C. */
interface StridedShape {
  readonly size: FloatSize;
  readonly columns: number;
  readonly rows: Pick<Stretches, "length"> & { readonly offsets: { readonly length: number } };
}

/** Bytes of C that a tile holds; scratch has room for twice as much and more. */
const TILE_BYTES = 1 << 18;
const MOST_ROWS = 120;
/** Few rows are shared out among this many tiles. */
const LEAST_TILES = 16;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL_PRODUCT = 1 << 20;

/** Puts a layout into the arena. */
export function tablesOf(arena: Arena, { rows, terms }: StridedLayout): StridedTables {
  const offsets = offsetsOf(terms);
  const blocks = cut(offsets.length, DEPTH).map(({ first, end }) => ({
    ...{ first, end },
    at: table(arena, offsets.subarray(first, end)),
  }));
  return { rows, runs: table(arena, rows.offsets), blocks };
}

/** Puts B's panels into the arena. */
export function prepare(
  arena: Arena,
  { rows, runs, blocks }: StridedTables,
  { image, b, columns }: StridedProduct,
  part: { begins: boolean },
): StridedJob {
  const size = sizeOfFloat(b);
  const packed = blocks.flatMap(({ first, end, at }) => [
    ...[at, end - first],
    packB(arena, { b, columns, first, count: end - first }),
  ]);
  const job = arena.bytes(28);
  const words = [image, runs, rows.length, rows.apart, table(arena, packed), blocks.length];
  write(job, [...words, Number(part.begins)]);
  return { size, job, columns, panels: panelsOf({ size, columns, rows }), inner: rows.length };
}

function panelsOf({ size, rows }: StridedShape): number {
  return Math.ceil(rows.length / panelWidth("A", size)) * rows.offsets.length;
}

function table(arena: Arena, words: ArrayLike<number>): number {
  const at = arena.bytes(4 * words.length);
  write(at, words);
  return at;
}

/** Offsets and addresses beyond 2 GiB wrap to negative words, as the compiled code's do. */
function write(at: number, words: ArrayLike<number>): void {
  const view = new Int32Array(wasm().memory.buffer, at, words.length);
  for (let i = 0; i < words.length; i++) view[i] = (words[i] as number) | 0;
}

/** The offset of every element. */
function offsetsOf({ offsets, length, apart }: Stretches): Int32Array {
  const all = new Int32Array(offsets.length * length);
  for (let i = 0, at = 0; i < offsets.length; i++) {
    const first = offsets[i] as number;
    for (let k = 0; k < length; k++) all[at++] = first + k * apart;
  }
  return all;
}

function packB(
  arena: Arena,
  part: { b: Floats; columns: number; first: number; count: number },
): number {
  const { b, columns, first, count } = part;
  const size = sizeOfFloat(b);
  const to = arena.bytes(roundUp(columns, panelWidth("B", size)) * count * size);
  const raw = reach(arena, b.subarray(first * columns, (first + count) * columns));
  floatKernels(size).packAlong.B(to, count * PANEL_ROW, raw, columns * size, columns, count);
  return to;
}

function tilesOf({ size, columns, panels }: Omit<StridedJob, "job" | "inner">): {
  tilePanels: number;
  tiles: number;
} {
  const height = panelWidth("A", size);
  const width = Math.min(columns, WIDE) * size;
  const rows = Math.min(MOST_ROWS, TILE_BYTES / width);
  const most = Math.max(1, Math.floor(rows / height));
  const tilePanels = Math.min(most, Math.max(1, Math.ceil(panels / LEAST_TILES)));
  return { tilePanels, tiles: Math.ceil(panels / tilePanels) * Math.ceil(columns / WIDE) };
}

/** Bytes of C for a product whose sum is computed in parts. */
export function keptBytes(shape: StridedShape): number {
  const { tilePanels, tiles } = tilesOf({ ...shape, panels: panelsOf(shape) });
  return tiles * tileBytes(shape, tilePanels);
}

/** Computes C, or adds a part of its sums to what is kept and stores it when it is the last. */
export function multiplyStrided(
  job: StridedJob,
  target: StridedTarget,
  part: { kept: number; last: boolean; terms: number },
): void {
  const { tilePanels, tiles } = tilesOf(job);
  const work = job.panels * panelWidth("A", job.size) * job.columns * part.terms;
  const grain = Math.ceil((SMALL_PRODUCT * tiles) / Math.max(1, work));
  const { kept, last } = part;
  const place = { ...target, outAt: addressOf(target.out) };
  parallel("stridedTile", { ...job, ...place, tilePanels, kept, last }, tiles, Math.max(1, grain));
}
