import { growTo } from "./grow.js";
import { heapEnd } from "./heap.js";
import { wasm } from "./loader.js";

/** A block of shared memory: its address and the view of this thread. */
export interface Block<V> {
  readonly ptr: number;
  readonly view: V;
}

/** Blocks of the shared memory, aligned to cache lines, not zeroed; gone when the arena ends. */
export interface Arena {
  /** Address of `bytes` bytes. */
  bytes(bytes: number): number;
  float64(length: number): Block<Float64Array>;
  float32(length: number): Block<Float32Array>;
}

const CACHE_LINE = 64;

let top = 0;

/** Runs `use` with an arena and releases all its blocks afterwards; arenas nest. */
export function withArena<T>(use: (arena: Arena) => T): T {
  const bottom = (top ||= heapEnd());
  try {
    return use(arena);
  } finally {
    top = bottom;
  }
}

const arena: Arena = {
  bytes: take,
  float64(length) {
    const ptr = take(length * 8);
    return { ptr, view: new Float64Array(wasm().memory.buffer, ptr, length) };
  },
  float32(length) {
    const ptr = take(length * 4);
    return { ptr, view: new Float32Array(wasm().memory.buffer, ptr, length) };
  },
};

function take(bytes: number): number {
  const ptr = top;
  // Beyond 2 GiB the bitwise operators would turn negative.
  const end = Math.ceil((ptr + bytes) / CACHE_LINE) * CACHE_LINE;
  growTo(end);
  top = end;
  return ptr;
}
