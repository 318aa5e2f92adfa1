import { DomainError } from "../errors.js";
import { checkedKey, splitWords } from "./streams.js";
import { encrypt, type Words } from "./threefry.js";

/**
 * A random key: two 32-bit words, and which of JAX's two ways of counting its streams use
 * (`jax_threefry_partitionable`). Immutable; the same key always gives the same numbers.
 */
export class Key {
  constructor(
    readonly words: Words,
    readonly partitionable: boolean,
  ) {}

  toString(): string {
    return `Key(${this.words.join(", ")})`;
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
  return splitWords(key, count).map((words) => new Key(words, key.partitionable));
}

/**
 * A key for a number: a layer's index, an epoch.
 *
 * @throws {@link DomainError} when `data` is no whole number.
 * @example
 * ```ts
 * const epochKey = random.foldIn(random.key(1), 7);
 * ```
 */
export function foldIn(key: Key, data: number): Key {
  const { words, partitionable } = checkedKey(key);
  const [high, low] = seedWords("random.foldIn", data);
  const first = Uint32Array.of(high);
  const second = Uint32Array.of(low);
  encrypt(words, first, second);
  return new Key([first[0] as number, second[0] as number], partitionable);
}
