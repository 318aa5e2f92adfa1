import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { readBytes } from "../platform/files.js";
import { csv, type CsvTable } from "./csv.js";
import { npy } from "./npy.js";
import { npz } from "./npz.js";
import { safetensors } from "./safetensors.js";

/** What a file holds, by its format. */
interface Contents {
  readonly ".npy": NDArray;
  readonly ".npz": Record<string, NDArray>;
  readonly ".safetensors": Record<string, NDArray>;
  readonly ".csv": CsvTable;
  readonly ".tsv": CsvTable;
}
type Extension = keyof Contents;

const readers: { readonly [E in Extension]: (bytes: Uint8Array) => Contents[E] } = {
  ".npy": npy,
  ".npz": npz,
  ".safetensors": safetensors,
  ".csv": (bytes) => csv(bytes),
  ".tsv": (bytes) => csv(bytes, { delimiter: "\t" }),
};

/** What `io.load` gives for a path whose ending the compiler knows. */
export type Loaded<P extends string> = P extends `${string}${infer E extends Extension}`
  ? Contents[E]
  : Contents[Extension];

/**
 * What a file holds, read as its name's ending says: `.npy`, `.npz`, `.safetensors`, `.csv` or `.tsv`.
 * Relative paths begin at the notebook's folder.
 *
 * @throws {@link DomainError} for another ending, for a file that is not there, and for content that is
 *   not what the name says.
 * @example
 * ```ts
 * const x = io.load("features.npy");
 * ```
 */
export function load<P extends string>(path: P): Loaded<P> {
  const ending = Object.keys(readers).find((end) => path.toLowerCase().endsWith(end));
  if (ending === undefined) {
    const known = Object.keys(readers).join(", ");
    throw new DomainError(`io.load: ${path} ends in none of ${known}`);
  }
  return readers[ending as Extension](readBytes("io.load", path)) as Loaded<P>;
}
