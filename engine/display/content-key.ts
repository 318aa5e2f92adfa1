/** A name for a matrix made of its content, so that the same run stores the same bytes. */
import type { TypedData } from "../array/dtype.js";

const FNV_PRIME = 0x01000193;
const FNV_BASIS = 0x811c9dc5;
/** Of the second, independent half: its words are mixed in turned. */
const OTHER_BASIS = 0x9747b28c;

/** 64 bits of FNV-1a over 32-bit words: told apart are a notebook's few hundred matrices, no adversary's. */
export function contentKey(data: TypedData, rows: number, cols: number): string {
  const { buffer, byteOffset, byteLength } = data;
  const words = new Uint32Array(
    buffer,
    byteOffset,
    data instanceof Uint8Array ? 0 : byteLength / 4,
  );
  let [one, two] = [FNV_BASIS ^ rows, OTHER_BASIS ^ cols];
  const mix = (word: number) => {
    one = Math.imul(one ^ word, FNV_PRIME);
    two = Math.imul(two ^ ((word << 16) | (word >>> 16)), FNV_PRIME) ^ (one >>> 15);
  };
  if (data instanceof Uint8Array) for (const byte of data) mix(byte);
  for (let i = 0; i < words.length; i++) mix(words[i] as number);
  const hex = (half: number) => (half >>> 0).toString(16).padStart(8, "0");
  return `${rows}x${cols}-${hex(one)}${hex(two)}`;
}
