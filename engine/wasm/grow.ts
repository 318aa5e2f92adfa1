import { NtkbookError } from "../errors.js";
import { wasm } from "./loader.js";

const PAGE_BYTES = 65536;

/** Makes the shared memory reach an address. */
export function growTo(end: number): void {
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
