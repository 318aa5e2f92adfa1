import { wasm } from "./loader.js";

/** The most threads a pool may have; each owns one scratch region. */
export const MAX_THREADS = 32;

/** A thread's own region of the shared memory, for blocks that live no longer than one tile. */
export interface Scratch {
  /** Address, a multiple of 64. */
  readonly ptr: number;
  /** The thread: 0 is the caller, pool threads count from 1. */
  readonly thread: number;
  readonly bytes: number;
}

/** A few raw rows of the longest matrix that the memory holds fit. */
const SCRATCH_BYTES = 3 << 19;

function firstScratch(): number {
  return (wasm().exports.heapBase() + 4095) & ~4095;
}

/** The region of a thread. */
export function scratchOf(thread: number): Scratch {
  return { thread, ptr: firstScratch() + thread * SCRATCH_BYTES, bytes: SCRATCH_BYTES };
}

/** Where scratch ends. */
export function scratchEnd(): number {
  return firstScratch() + MAX_THREADS * SCRATCH_BYTES;
}
