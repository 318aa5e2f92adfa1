import { asArray } from "../array/create.js";
import { stack } from "../array/join.js";
import { NDArray } from "../array/ndarray.js";
import { slice } from "../array/slicing.js";
import { DomainError } from "../errors.js";
import { drawn } from "./drawn.js";
import { checkedKey, splitWords } from "./streams.js";
import { encrypt, type Words } from "./threefry.js";

/**
 * A random key: two 32-bit words, and which of JAX's two ways of counting its streams use
 * (`jax_threefry_partitionable`). Immutable; the same key always gives the same numbers.
 *
 * Keys pass through transforms as arrays do: as arguments and results of `jit`, as carry of `scan`, and
 * lists of them as what `vmap` and `scan` go along.
 */
export class Key {
  /** @param source - The words, or an int32 array of them that a transform traces. */
  constructor(
    private readonly source: Words | NDArray,
    readonly partitionable: boolean,
  ) {}

  /** @throws {@link TracerError} where only the shape of what is drawn is known: within `jit`, `vmap`. */
  get words(): Words {
    return this.source instanceof NDArray ? wordsOf(this.source.concrete()) : this.source;
  }

  /** The words as an array, where a transform traces them. */
  get traced(): NDArray | null {
    return this.source instanceof NDArray ? this.source : null;
  }

  toString(): string {
    return this.traced === null ? `Key(${this.words.join(", ")})` : "Key(traced)";
  }
}

/**
 * A key from a seed: the numbers of `jax.random.key(seed)`.
 *
 * @param seed - A whole number; its 64 bits in two's complement fill both words.
 * @param options - `partitionable: false` gives the streams of JAX before 0.5; keys made of this one
 *   inherit the choice.
 * @throws {@link DomainError} when the seed is no whole number.
 * @example
 * ```ts
 * const [a, b] = random.split(random.key(0));
 * random.normal(a, [3]);
 * ```
 */
export function key(
  seed: number | bigint,
  { partitionable = true }: { readonly partitionable?: boolean } = {},
): Key {
  return new Key(seedWords("random.key", seed), partitionable);
}

/** A whole number as 64 bits in two's complement, high word first. */
function seedWords(caller: string, seed: number | bigint): Words {
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new DomainError(
      `${caller}: ${seed} is no whole number that a double holds exactly; use an integer or a bigint`,
    );
  }
  const bits = BigInt.asUintN(64, BigInt(seed));
  return [Number(bits >> 32n), Number(bits & 0xffffffffn)];
}

/**
 * Independent keys from one key, which should not be used again itself.
 *
 * @throws {@link DomainError} when `count` is no whole number from 0.
 * @example
 * ```ts
 * const [weights, noise] = random.split(random.key(1));
 * ```
 */
export function split(key: Key): [Key, Key];
export function split(key: Key, count: number): Key[];
export function split(key: Key, count = 2): Key[] {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new DomainError(`random.split: cannot make ${count} keys; use a whole number`);
  }
  const { traced, partitionable } = checkedKey(key);
  if (traced === null) return splitWords(key, count).map((words) => new Key(words, partitionable));
  const all = drawn(key, (one) => wordArray(splitWords(one, count)));
  return keysOf(all, partitionable);
}

/**
 * A key for a number: a layer's index, an epoch.
 *
 * @param data - A whole number; within transforms an array of shape [] too.
 * @throws {@link DomainError} when `data` is no whole number.
 * @example
 * ```ts
 * const epochKey = random.foldIn(random.key(1), 7);
 * ```
 */
export function foldIn(key: Key, data: number | NDArray): Key {
  const { traced, partitionable } = checkedKey(key);
  const folded = (one: Key, n: number): NDArray => wordArray([foldedWords(one.words, n)]);
  const plain = traced === null && (typeof data === "number" || data.trace === undefined);
  if (plain) return new Key(foldedWords(key.words, Number(data)), partitionable);
  return new Key(drawn(key, folded, [asArray(data)]).reshape([2]), partitionable);
}

function foldedWords(words: Words, data: number): Words {
  const [high, low] = seedWords("random.foldIn", data);
  const first = Uint32Array.of(high);
  const second = Uint32Array.of(low);
  encrypt(words, first, second);
  return [first[0] as number, second[0] as number];
}

function wordArray(words: readonly Words[]): NDArray<"int32"> {
  return new NDArray(Int32Array.from(words.flat()), [words.length, 2], "int32");
}

function wordsOf({ data }: NDArray): Words {
  return [(data[0] as number) >>> 0, (data[1] as number) >>> 0];
}

/** The words of a key, or of a list of keys, as an array. */
export function packed(keys: Key | readonly Key[]): NDArray {
  if (keys instanceof Key) return keys.traced ?? wordArray([keys.words]).reshape([2]);
  return stack(keys.map((key) => packed(key)));
}

/** The key, or the list of keys, whose words an array holds. */
export function unpacked(words: NDArray, partitionable: boolean): Key | Key[] {
  return words.ndim === 1 ? keyOf(words, partitionable) : keysOf(words, partitionable);
}

function keysOf(words: NDArray, partitionable: boolean): Key[] {
  return Array.from({ length: words.shape[0] ?? 0 }, (_, k) =>
    keyOf(slice(words, k), partitionable),
  );
}

function keyOf(words: NDArray, partitionable: boolean): Key {
  return new Key(words.trace === undefined ? wordsOf(words) : words, partitionable);
}
