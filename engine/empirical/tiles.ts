import type { Counts } from "./plan.js";
import type { PairMethod } from "./pair-method.js";

type Sizes = Pick<PairMethod<unknown>, "bytes" | "pairBytes" | "baseBytes">;

/** How many examples and pairs are worked on at a time. */
export interface Tiles {
  /** Examples of the block that stays while others are paired with it, and of those others. */
  readonly staying: number;
  readonly passing: number;
  /** Pairs of examples of a tile, as rows × columns. */
  readonly rows: number;
  readonly columns: number;
}

/** Of what may be held, so much is the block that stays. */
const STAYING = 0.75;

/** Memory that nobody holds any more is free only when it is collected: it gets as much as what is in use. */
const IN_USE = 0.5;

/**
 * Tiles for n × m examples (m = 0: one side alone) so that half of the memory in use holds features, half pairs.
 */
export function tilesOf(sizes: Sizes, [n, m]: readonly [number, number], memory: number): Tiles {
  const half = Math.max(0, memory * IN_USE - sizes.baseBytes) / 2;
  const held = Math.max(1, Math.floor(half / Math.max(1, sizes.bytes)));
  const all = n + m <= held;
  const large = Math.max(1, Math.floor(held * STAYING));
  const pairs = Math.max(1, Math.floor(half / Math.max(1, sizes.pairBytes)));
  // Long rows, which lie one after the other in the kernel; but not so long that tiles are thin.
  const columns = Math.min(m || n, Math.max(1, Math.floor(pairs / Math.min(n, MIN_ROWS))));
  return {
    staying: all ? n : large,
    passing: all ? m || n : Math.max(1, held - large),
    ...{ columns, rows: Math.min(n, Math.max(1, Math.floor(pairs / columns))) },
  };
}

/** Products of matrices with fewer rows are slow. */
const MIN_ROWS = 256;

/** How many examples at a time meet the one at their place, on one side or on two. */
export function tileLength(sizes: Sizes, sides: 1 | 2, memory: number): number {
  const free = Math.max(0, memory * IN_USE - sizes.baseBytes);
  return Math.max(1, Math.floor(free / Math.max(1, sides * sizes.bytes + sizes.pairBytes)));
}

/** Bytes beyond the kernel itself, at most. */
export function memoryOf(sizes: Sizes, { sides, pairs }: Counts, memory: number): number {
  const { bytes, pairBytes, baseBytes } = sizes;
  const smallest = smallestOf(sizes) / IN_USE;
  return Math.min(
    (baseBytes + sides * bytes + pairs * pairBytes) / IN_USE,
    Math.max(memory, smallest),
  );
}

/** Whether the smallest tile keeps to the memory. */
export function fits(sizes: Sizes, memory: number): boolean {
  return smallestOf(sizes) <= memory * IN_USE;
}

/** Of one pair of examples. */
function smallestOf({ bytes, pairBytes, baseBytes }: Sizes): number {
  return baseBytes + 2 * bytes + pairBytes;
}
