// The order of many numbers by their digits, least first: every pass keeps the order of equal digits.
// (Plain loops: `from` and `for … of` go by iterators, which take ten times as long.)
import type { NDArray } from "./ndarray.js";

type Data = NDArray["data"];

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** The positions that sort, smallest first; equal values keep their order, −0 equals 0, NaN comes last. */
export function radixOrder(values: Data): Int32Array {
  let order = new Int32Array(values.length);
  let next = new Int32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  for (const word of wordsOf(values)) {
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      const starts = startsOf(word, shift);
      if (starts === null) continue;
      distribute(word, shift, starts, order, next);
      [order, next] = [next, order];
    }
  }
  return order;
}

function distribute(
  word: Uint32Array,
  shift: number,
  starts: Uint32Array,
  order: Int32Array,
  next: Int32Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const position = order[i] as number;
    const digit = ((word[position] as number) >>> shift) & (DIGITS - 1);
    const place = starts[digit] as number;
    next[place] = position;
    starts[digit] = place + 1;
  }
}

/** Where the numbers of each digit begin; null when all have the same. */
function startsOf(word: Uint32Array, shift: number): Uint32Array | null {
  const counts = new Uint32Array(DIGITS);
  for (let i = 0; i < word.length; i++) {
    const digit = ((word[i] as number) >>> shift) & (DIGITS - 1);
    counts[digit] = (counts[digit] as number) + 1;
  }
  if (counts.includes(word.length)) return null;
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
  return counts;
}

/** Words of unsigned integers, the lower first, that are in the order of the numbers. */
function wordsOf(values: Data): readonly Uint32Array[] {
  if (values instanceof Float64Array) return wordsOfDoubles(values);
  const word = new Uint32Array(values.length);
  if (values instanceof Float32Array) writeSingles(values, word);
  // Negative integers come first.
  else for (let i = 0; i < word.length; i++) word[i] = (values[i] as number) ^ SIGN;
  return [word];
}

const SIGN = 0x80000000;
const LAST = 0xffffffff;

function writeSingles(values: Float32Array, word: Uint32Array): void {
  const bits = new Int32Array(withoutSignOfZero(new Float32Array(values)).buffer);
  for (let i = 0; i < word.length; i++) {
    const b = bits[i] as number;
    word[i] = Number.isNaN(values[i]) ? LAST : b < 0 ? ~b : b ^ SIGN;
  }
}

function wordsOfDoubles(values: Float64Array): readonly Uint32Array[] {
  const bits = new Int32Array(withoutSignOfZero(new Float64Array(values)).buffer);
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const [l, h] = [bits[2 * i] as number, bits[2 * i + 1] as number];
    const isLast = Number.isNaN(values[i]);
    low[i] = isLast ? LAST : h < 0 ? ~l : l;
    high[i] = isLast ? LAST : h < 0 ? ~h : h ^ SIGN;
  }
  return [low, high];
}

function withoutSignOfZero<T extends Float64Array | Float32Array>(copy: T): T {
  for (let i = 0; i < copy.length; i++) copy[i] = (copy[i] as number) + 0;
  return copy;
}
