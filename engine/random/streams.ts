import { DomainError } from "../errors.js";
import type { Key } from "./key.js";
import { encrypt, type Words } from "./threefry.js";

/**
 * JAX's two ways of counting (`jax_threefry_partitionable`). Partitionable: element i is block i, so
 * that each part of an array can be made alone. Legacy: the counters 0 … n − 1 are cut in two halves
 * (padded with a zero) and block i takes one counter of each.
 */

/** 64 random bits for each element: a high and a low word. */
export interface WordPairs {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** 32 random bits for each of `count` elements. */
export function bits32(key: Key, count: number): Uint32Array {
  const { words, partitionable } = checkedKey(key);
  if (!partitionable) return legacyWords(words, count);
  const { high, low } = blocks(words, count);
  return high.map((word, i) => word ^ (low[i] as number));
}

/** 64 random bits for each of `count` elements. */
export function bits64(key: Key, count: number): WordPairs {
  const { words, partitionable } = checkedKey(key);
  if (partitionable) return blocks(words, count);
  const all = legacyWords(words, 2 * count);
  return { high: all.subarray(0, count), low: all.subarray(count) };
}

/** The words of `count` new keys. */
export function splitWords(key: Key, count: number): Words[] {
  const { words, partitionable } = checkedKey(key);
  if (partitionable) {
    const { high, low } = blocks(words, count);
    return Array.from(high, (word, i) => [word, low[i] as number]);
  }
  const all = legacyWords(words, 2 * count);
  return Array.from({ length: count }, (_, i) => [all[2 * i] as number, all[2 * i + 1] as number]);
}

/**
 * A seed in the place of a key is easily passed from a notebook, where calls are not type-checked.
 *
 * @throws {@link DomainError} for what is no key.
 */
export function checkedKey(key: Key | number | null | undefined): Key {
  if (typeof key === "object" && key !== null && "words" in key) return key;
  throw new DomainError(`random: the key is ${String(key)}; make one of a seed: random.key(0)`);
}

/** Blocks 0 … count − 1; an array has fewer than 2³² elements, so the high counter stays zero. */
function blocks(words: Words, count: number): WordPairs {
  const high = new Uint32Array(count);
  const low = Uint32Array.from({ length: count }, (_, i) => i);
  encrypt(words, high, low);
  return { high, low };
}

function legacyWords(words: Words, count: number): Uint32Array {
  const half = Math.ceil(count / 2);
  const counters = Uint32Array.from({ length: 2 * half }, (_, i) => (i < count ? i : 0));
  encrypt(words, counters.subarray(0, half), counters.subarray(half));
  return counters.subarray(0, count);
}
