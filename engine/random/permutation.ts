import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { take } from "../array/take.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { drawn } from "./drawn.js";
import { split, type Key } from "./key.js";
import { bits32 } from "./streams.js";

export interface PermutationOptions {
  /** The axis along which an array is permuted; 0 unless given. */
  readonly axis?: number;
  /** Whether every vector along the axis is permuted on its own; false unless given. */
  readonly independent?: boolean;
}

/**
 * The numbers 0 … n − 1, or the rows of an array, in random order: that of
 * `jax.random.permutation`.
 *
 * @param x - A count (gives int32), or an array that is permuted along an axis.
 * @throws {@link ShapeError} for a 0-d array, {@link DomainError} for a count that is none.
 * @example
 * ```ts
 * random.permutation(random.key(0), 5);
 * ```
 */
export function permutation(key: Key, x: number): NDArray<"int32">;
export function permutation(key: Key, x: ArrayInput, options?: PermutationOptions): NDArray;
export function permutation(key: Key, x: ArrayInput, options: PermutationOptions = {}): NDArray {
  checkOptions("random.permutation", options, ["axis", "independent"]);
  const { axis = 0, independent = false } = options;
  if (typeof x === "number") {
    checkCount(x);
    return order(key, x);
  }
  const array = asArray(x);
  if (array.ndim === 0) {
    throw new ShapeError("random.permutation: a 0-d array has no rows; give a number or an array");
  }
  if (independent)
    return permuteEach(key, array, normaliseAxis("random.permutation", axis, array.ndim));
  const along = normaliseAxis("random.permutation", axis, array.ndim);
  return take(array, order(key, array.shape[along] as number), along);
}

/** Sorting every vector along an axis by random words of its own. */
function permuteEach(key: Key, x: NDArray, along: number): NDArray {
  const length = x.shape[along] as number;
  const inner = sizeOf(x.shape.slice(along + 1));
  const out = allocate(x.dtype, x.size);
  out.set(x.data);
  let rest = key;
  for (let round = 0; round < rounds(x.size); round++) {
    const [next, sorting] = split(rest);
    const words = bits32(sorting, x.size);
    for (let first = 0; first < x.size; first += length * inner) {
      for (let i = 0; i < inner; i++)
        sortAlong(out, words, { first: first + i, step: inner, length });
    }
    rest = next;
  }
  return new NDArray(out, x.shape, x.dtype);
}

function sortAlong(
  data: NDArray["data"],
  words: Uint32Array,
  { first, step, length }: { first: number; step: number; length: number },
): void {
  const places = Array.from({ length }, (_, k) => first + k * step);
  const sorted = places.toSorted((a, b) => (words[a] as number) - (words[b] as number));
  const values = sorted.map((place) => data[place] as number);
  places.forEach((place, k) => (data[place] = values[k] as number));
}

function checkCount(n: number): void {
  if (Number.isSafeInteger(n) && n >= 0) return;
  throw new DomainError(`random.permutation: cannot permute ${n} numbers; give a whole number`);
}

/** Rounds of sorting by random words so that ties do not show. */
function rounds(n: number): number {
  return Math.ceil((3 * Math.log(Math.max(1, n))) / Math.log(2 ** 32 - 1));
}

function order(key: Key, n: number): NDArray<"int32"> {
  return drawn(key, (one) => new NDArray(Int32Array.from(mixed(one, n)), [n], "int32"));
}

function mixed(key: Key, n: number): number[] {
  let result = Array.from({ length: n }, (_, i) => i);
  let rest = key;
  for (let round = 0; round < rounds(n); round++) {
    const [next, sorting] = split(rest);
    const words = bits32(sorting, n);
    const places = result.map((_, i) => i);
    places.sort((a, b) => (words[a] as number) - (words[b] as number));
    const previous = result;
    result = places.map((place) => previous[place] as number);
    rest = next;
  }
  return result;
}
