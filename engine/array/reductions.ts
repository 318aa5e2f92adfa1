import { div, mul } from "./arithmetic.js";
import { equal } from "./comparison.js";
import type { ArrayInput } from "./create.js";
import type { Dtype, DtypeData, FloatDtype, NumericDtype } from "./dtype.js";
import type { NDArray } from "./ndarray.js";
import { arithmeticDtype, realDtype } from "./promote.js";
import { keepAxes, reduction, type Reduced, type Reduction } from "./reduce.js";

type Data = DtypeData[Dtype];

/** Below this many terms the rounding of a plain loop is harmless. */
const PAIRWISE_FROM = 64;

/** Summation in halves: the error grows with log n instead of n (Higham 1993). */
function pairwiseSum(data: Data, from: number, to: number): number {
  if (to - from > PAIRWISE_FROM) {
    const middle = (from + to) >>> 1;
    return pairwiseSum(data, from, middle) + pairwiseSum(data, middle, to);
  }
  let total = 0;
  for (let i = from; i < to; i++) total += data[i] as number;
  return total;
}

/**
 * Σ x, accumulated in double precision; integers wrap at 32 bits.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * sum([[1, 2], [3, 4]], 0); // array([4., 6.])
 * ```
 */
export const sum: Reduction<NumericDtype> = reduction({
  name: "sum",
  dtype: arithmeticDtype,
  value: pairwiseSum,
  empty: "defined",
  jvp: (t, _x, _y, { axes }) => sum(t, axes),
  transpose: (ct) => ct,
});

/**
 * The arithmetic mean; NaN of nothing.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * mean([[1, 2], [3, 4]], 1); // array([1.5, 3.5])
 * ```
 */
export const mean: Reduction<FloatDtype> = reduction({
  name: "mean",
  dtype: realDtype,
  value: (data, from, to) => pairwiseSum(data, from, to) / (to - from),
  empty: "defined",
  jvp: (t, _x, _y, { axes }) => mean(t, axes),
  transpose: (ct, count) => div(ct, count),
});

/** Position of the first element that beats all others; a NaN beats everything. */
function firstBest(
  data: Data,
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

/** The derivative of an extremum: the mean over the elements that attain it, as in JAX and PyTorch. */
function sharedAmongEquals(t: NDArray, x: NDArray, y: NDArray, reduced: Reduced): NDArray {
  const attained = equal(x, keepAxes(y, x.shape, reduced)).astype(t.dtype);
  return div(sum(mul(t, attained), reduced.axes), sum(attained, reduced.axes));
}

const larger = (x: number, best: number): boolean => x > best;
const smaller = (x: number, best: number): boolean => x < best;

/**
 * The largest element; NaN when there is one. Truth values count as integers.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * max([[1, 5], [3, 4]], 1); // array([5., 4.])
 * ```
 */
export const max = reduction({
  name: "max",
  dtype: arithmeticDtype,
  value: (data, from, to) => data[firstBest(data, from, to, larger)] as number,
  empty: "refused",
  jvp: sharedAmongEquals,
});

/**
 * The smallest element; NaN when there is one. Truth values count as integers.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * min([[1, 5], [3, 4]]); // array(1.)
 * ```
 */
export const min = reduction({
  name: "min",
  dtype: arithmeticDtype,
  value: (data, from, to) => data[firstBest(data, from, to, smaller)] as number,
  empty: "refused",
  jvp: sharedAmongEquals,
});

/**
 * Whether every element is true (not zero).
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * all([true, false]); // array(False)
 * ```
 */
export const all = reduction({
  name: "all",
  dtype: () => "bool",
  value: (data, from, to) => Number(!some(data, from, to, (x) => x === 0)),
  empty: "defined",
});

/**
 * Whether some element is true (not zero).
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * any([true, false]); // array(True)
 * ```
 */
export const any = reduction({
  name: "any",
  dtype: () => "bool",
  value: (data, from, to) => Number(some(data, from, to, (x) => x !== 0)),
  empty: "defined",
});

function some(data: Data, from: number, to: number, holds: (x: number) => boolean): boolean {
  for (let i = from; i < to; i++) if (holds(data[i] as number)) return true;
  return false;
}

const argReduction = (name: string, beats: typeof larger) =>
  reduction({
    name,
    dtype: () => "int32",
    value: (data, from, to) => firstBest(data, from, to, beats) - from,
    empty: "refused",
  });

const positionOfMax = argReduction("argmax", larger);
const positionOfMin = argReduction("argmin", smaller);

/**
 * Index of the first largest element along an axis, or in the flattened array.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * argmax([[1, 5], [4, 3]], 1); // array([1, 0])
 * ```
 */
export function argmax(x: ArrayInput, axis: number | null = null): NDArray<"int32"> {
  return positionOfMax(x, axis);
}

/**
 * Index of the first smallest element along an axis, or in the flattened array.
 *
 * @throws {@link ShapeError} for an axis that does not exist, or when there is nothing to choose from.
 * @example
 * ```ts
 * argmin([3, 1, 2]); // array(1)
 * ```
 */
export function argmin(x: ArrayInput, axis: number | null = null): NDArray<"int32"> {
  return positionOfMin(x, axis);
}
