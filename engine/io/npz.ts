import { unzipSync, zipSync } from "fflate";
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { readNpy, toNpy } from "./npy.js";
import { checksumsOf, crc32 } from "./zip-checksums.js";

/** Deflate packs no tighter: an entry that claims more is a trap. */
const TIGHTEST = 1032;

/**
 * The arrays in the bytes of a `.npz` file, by their names; `numpy.savez` and `savez_compressed`.
 *
 * @throws {@link DomainError} for bytes that are no such file, naming the entry that is wrong.
 * @example
 * ```ts
 * const { w } = io.npz(io.toNpz({ w: [[1, 2]] }));
 * ```
 */
export function npz(bytes: Uint8Array): Record<string, NDArray> {
  const entries = Object.entries(unzipped(bytes)).filter(([name]) => name.endsWith(".npy"));
  checkContents(bytes, entries);
  return Object.fromEntries(
    entries.map(([name, content]) => [
      name.slice(0, -".npy".length),
      readNpy(`io.npz: ${name}`, content),
    ]),
  );
}

/** What was unpacked is what was packed: unzipSync itself does not look. */
function checkContents(
  bytes: Uint8Array,
  entries: readonly (readonly [name: string, content: Uint8Array])[],
): void {
  const checksums = checksumsOf(bytes);
  const damaged = entries.find(([name, content]) => checksums.get(name) !== crc32(content));
  if (damaged === undefined) return;
  throw new DomainError(
    `io.npz: ${damaged[0]} is not what was stored (its checksum differs); the file is damaged`,
  );
}

function unzipped(bytes: Uint8Array): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (originalSize <= TIGHTEST * (size + 64)) return true;
        throw new DomainError(
          `io.npz: ${name} claims ${originalSize} bytes from ${size}; the file is damaged`,
        );
      },
    });
  } catch (cause) {
    if (cause instanceof DomainError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DomainError(`io.npz: these ${bytes.length} bytes are no .npz file (${reason})`);
  }
}

/**
 * The bytes of a compressed `.npz` file. The same arrays give the same bytes: entries carry no time.
 *
 * @example
 * ```ts
 * io.toNpz({ x: [1, 2], y: [3] });
 * ```
 */
export function toNpz(arrays: Readonly<Record<string, ArrayInput>>): Uint8Array {
  const entries = Object.entries(arrays).map(([name, x]) => [`${name}.npy`, toNpy(x)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: new Date(1980, 0, 1) });
}
