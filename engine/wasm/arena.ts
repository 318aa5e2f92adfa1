import { NtkbookError } from "../errors.js";
import { wasm } from "./loader.js";
import { scratchEnd } from "./scratch.js";

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
const PAGE_BYTES = 65536;

let top = 0;

/** Runs `use` with an arena and releases all its blocks afterwards; arenas nest. */
export function withArena<T>(use: (arena: Arena) => T): T {
  const bottom = (top ||= scratchEnd());
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
  reserve(end);
  top = end;
  return ptr;
}

function reserve(end: number): void {
  const { memory } = wasm();
  const missing = end - memory.buffer.byteLength;
  if (missing <= 0) return;
  try {
    memory.grow(Math.ceil(missing / PAGE_BYTES));
  } catch (cause) {
    throw new NtkbookError(
      `out of WebAssembly memory: ${Math.ceil(end / 2 ** 20)} MiB are needed and 4096 MiB is the most; use float32 or fewer rows`,
      { cause },
    );
  }
}
