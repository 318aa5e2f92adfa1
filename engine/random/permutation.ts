import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import { DomainError, ShapeError } from "../errors.js";
import { split, type Key } from "./key.js";
import { bits32 } from "./streams.js";

/**
 * The numbers 0 … n − 1, or the rows of an array, in random order: that of
 * `jax.random.permutation`.
 *
 * @param x - A count (gives int32), or an array that is permuted along its first axis.
 * @throws {@link ShapeError} for a 0-d array, {@link DomainError} for a count that is none.
 * @example
 * ```ts
 * random.permutation(random.key(0), 5);
 * ```
 */
export function permutation(key: Key, x: number): NDArray<"int32">;
export function permutation(key: Key, x: ArrayInput): NDArray;
export function permutation(key: Key, x: ArrayInput): NDArray {
  if (typeof x === "number") {
    checkCount(x);
    return new NDArray(Int32Array.from(order(key, x)), [x], "int32");
  }
  return permuteRows(key, asArray(x));
}

function checkCount(n: number): void {
  if (Number.isSafeInteger(n) && n >= 0) return;
  throw new DomainError(`random.permutation: cannot permute ${n} numbers; give a whole number`);
}

function permuteRows(key: Key, x: NDArray): NDArray {
  const rows = x.shape[0];
  if (rows === undefined) {
    throw new ShapeError("random.permutation: a 0-d array has no rows; give a number or an array");
  }
  const out = allocate(x.dtype, x.size);
  const length = x.size / rows;
  order(key, rows).forEach((row, to) => {
    out.set(x.data.subarray(row * length, (row + 1) * length), to * length);
  });
  return new NDArray(out, x.shape, x.dtype);
}

/** Sorting by random words, often enough (3·log n / log 2³² rounds) that ties do not show. */
function order(key: Key, n: number): number[] {
  const rounds = Math.ceil((3 * Math.log(Math.max(1, n))) / Math.log(2 ** 32 - 1));
  let result = Array.from({ length: n }, (_, i) => i);
  let rest = key;
  for (let round = 0; round < rounds; round++) {
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
