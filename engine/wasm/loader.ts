import { readAsset } from "../platform/assets.js";
import { environment } from "../platform/environment.js";
import { NtkbookError } from "../errors.js";
import type { WasmExports } from "./exports.js";

/** `relaxed`: fused multiply-add by relaxed SIMD; `base`: multiplication and addition apart. */
export type Variant = "relaxed" | "base";

/** What a pool thread is started with, so that it shares memory and compiled code. */
export interface WasmSeed {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly variant: Variant;
}

export interface Wasm extends WasmSeed {
  readonly exports: WasmExports;
}

/** As in build.mjs; 64 KiB each. Every thread's scratch fits into the initial size. */
const PAGES = { initial: 800, maximum: 65536, shared: true };

let instance: Wasm | undefined;

/** This thread's instance over the shared memory; made at the first call. */
export function wasm(): Wasm {
  return (instance ??= instantiate(seed()));
}

/** A pool thread joins its owner's memory instead of making its own. */
export function joinWasm(owner: WasmSeed): void {
  instance = instantiate(owner);
}

function instantiate({ module, memory, variant }: WasmSeed): Wasm {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, abort } });
  return { module, memory, variant, exports: exports as WebAssembly.Exports & WasmExports };
}

function abort(): never {
  throw new NtkbookError("WebAssembly: the compiled code aborted; this is a fault of the engine");
}

function seed(): WasmSeed {
  const memory = new WebAssembly.Memory(PAGES);
  const forced = forcedVariant();
  const relaxed = forced === "base" ? undefined : relaxedModule(memory, forced === "relaxed");
  return relaxed === undefined
    ? { module: compile("base"), memory, variant: "base" }
    : { module: relaxed, memory, variant: "relaxed" };
}

function compile(variant: Variant): WebAssembly.Module {
  return new WebAssembly.Module(readAsset(`ntkbook.${variant}.wasm`));
}

function forcedVariant(): Variant | undefined {
  const value = environment("NTKBOOK_SIMD");
  if (value === undefined || value === "relaxed" || value === "base") return value;
  throw new NtkbookError(`NTKBOOK_SIMD is "${value}"; use "relaxed" or "base"`);
}

/**
 * The relaxed module where it runs and where it pays: runtimes accept relaxed SIMD on processors
 * without a fused multiply-add too, so ask the arithmetic.
 */
function relaxedModule(
  memory: WebAssembly.Memory,
  forced: boolean,
): WebAssembly.Module | undefined {
  const bytes = readAsset("ntkbook.relaxed.wasm");
  if (!WebAssembly.validate(bytes)) {
    if (!forced) return undefined;
    throw new NtkbookError(
      "NTKBOOK_SIMD=relaxed: this runtime has no relaxed SIMD; use Node 22 or later, or NTKBOOK_SIMD=base",
    );
  }
  const module = new WebAssembly.Module(bytes);
  const { exports } = instantiate({ module, memory, variant: "relaxed" });
  return forced || exports.fusedResidue(Number.EPSILON) !== 0 ? module : undefined;
}
