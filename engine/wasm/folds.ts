// Folds of many numbers into one. Sums are taken by a tree whose left branches are powers of two times
// LEAF long, so that a sum may be put together of sums of blocks with the same bits.

/** Numbers in an array of any kind. */
export type Numbers = ArrayLike<number>;

export type Fold = "sum" | "max" | "min";

/** Below this many terms the rounding of a plain loop is harmless. */
export const LEAF = 64;

/** Summation by halves: the error grows with log n instead of n (Higham 1993). */
function pairwiseSum(data: Numbers, from: number, to: number): number {
  const count = to - from;
  if (count > LEAF) {
    const middle = from + leftBranch(count);
    return pairwiseSum(data, from, middle) + pairwiseSum(data, middle, to);
  }
  let total = 0;
  for (let i = from; i < to; i++) total += data[i] as number;
  return total;
}

/** How many of more than LEAF terms are added up first. */
export function leftBranch(count: number): number {
  return LEAF * powerBelow(count / LEAF);
}

/** The same tree over the sums of blocks that are a power of two times LEAF long; the last may be shorter. */
function sumOfBlocks(sums: Numbers, from: number, to: number): number {
  if (to - from === 1) return sums[from] as number;
  const middle = from + powerBelow(to - from);
  return sumOfBlocks(sums, from, middle) + sumOfBlocks(sums, middle, to);
}

/** The largest power of two below x > 1. */
function powerBelow(x: number): number {
  return 2 ** (Math.ceil(Math.log2(x)) - 1);
}

/** Position of the first element that beats all others; a NaN beats everything. */
export function firstBest(
  data: Numbers,
  from: number,
  to: number,
  beats: (x: number, best: number) => boolean,
): number {
  let best = from;
  for (let i = from; i < to; i++) {
    const x = data[i] as number;
    if (Number.isNaN(x)) return i;
    if (beats(x, data[best] as number)) best = i;
  }
  return best;
}

export const larger = (x: number, best: number): boolean => x > best;
export const smaller = (x: number, best: number): boolean => x < best;

const largest = (data: Numbers, from: number, to: number): number =>
  data[firstBest(data, from, to, larger)] as number;
const smallest = (data: Numbers, from: number, to: number): number =>
  data[firstBest(data, from, to, smaller)] as number;

/** Of the elements `from` … `to − 1`. */
export const folds: Readonly<Record<Fold, (data: Numbers, from: number, to: number) => number>> = {
  sum: pairwiseSum,
  max: largest,
  min: smallest,
};

/** Of the folds of blocks. */
export const foldsOfBlocks: typeof folds = { sum: sumOfBlocks, max: largest, min: smallest };
