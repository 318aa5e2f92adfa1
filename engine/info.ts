import { version } from "../package.json";
import { wasm, type Variant } from "./wasm/loader.js";
import { threads } from "./wasm/pool.js";

/** What the engine runs on. */
export interface Info {
  readonly version: string;
  /** `relaxed`: fused multiply-add; `base`: without. Results agree to rounding between the two. */
  readonly simd: Variant;
  /** Threads that compute, the calling one included. */
  readonly threads: number;
  /** Bytes that the shared WebAssembly memory has grown to; pages that nobody wrote to cost nothing. */
  readonly memoryBytes: number;
}

/**
 * Version, SIMD variant, threads and memory of the engine.
 *
 * @example
 * ```ts
 * info().simd; // "relaxed" from Node 22 on
 * ```
 */
export function info(): Info {
  const { variant, memory } = wasm();
  return { version, simd: variant, threads: threads(), memoryBytes: memory.buffer.byteLength };
}
