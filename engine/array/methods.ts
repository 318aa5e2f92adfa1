import * as cumulative from "../cumulative/cumulative.js";
import { dot } from "../contraction/dot.js";
import { round } from "../elementary/rounding.js";
import { at, type At } from "../indexing/at.js";
import type { Pick } from "../indexing/positions.js";
import { sort } from "../order/sort.js";
import { ptp } from "../statistics/range.js";
import { std, variance, type VarianceOptions } from "../statistics/variance.js";
import { squeeze, swapAxes } from "../structure/axes.js";
import { clip } from "../structure/clip.js";
import { repeat } from "../structure/repeat.js";
import { NtkbookError } from "../errors.js";
import { matmul } from "../linalg/matmul.js";
import { norm } from "../linalg/norm.js";
import { argsort } from "./argsort.js";
import * as arithmetic from "./arithmetic.js";
import * as comparison from "./comparison.js";
import type { ArrayInput } from "./create.js";
import type { Dtype, FloatDtype, NumericDtype } from "./dtype.js";
import type { Common, ResultOf } from "./dtype-rule.js";
import { along, elementAt, itemOf, toJson, type ArrayJson, type Element } from "./elements.js";
import type { NDArray, Shape } from "./ndarray.js";
import { toNested, type Nested } from "./nested.js";
import { format } from "./print.js";
import * as rearrange from "./rearrange.js";
import type { Axes, ReduceOptions } from "./reduce.js";
import * as reductions from "./reductions.js";
import { slice, type AxisSlice } from "./slicing.js";
import { take } from "./take.js";
import * as transcendental from "./transcendental.js";

type Arithmetic<D extends Dtype, Y extends ArrayInput> = NDArray<
  ResultOf<"arithmetic", Common<NDArray<D>, Y>>
>;

/**
 * The methods of an array: each is the function of the same name with the array as first argument.
 * (The modules import each other in a ring; nothing in it runs before all are loaded.)
 */
export abstract class ArrayMethods<D extends Dtype> {
  /** x + y, broadcasting. */
  add<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.add(this, y);
  }
  /** x − y, broadcasting. */
  sub<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.sub(this, y);
  }
  /** x·y, broadcasting. */
  mul<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.mul(this, y);
  }
  /** x / y, broadcasting; integers divide to floats. */
  div<Y extends ArrayInput>(
    this: NDArray<D>,
    y: Y,
  ): NDArray<ResultOf<"real", Common<NDArray<D>, Y>>> {
    return arithmetic.div(this, y);
  }
  /** x to the power y, broadcasting. */
  pow<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.pow(this, y);
  }
  /** The larger of x and y; NaN when either is. */
  maximum<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.maximum(this, y);
  }
  /** The smaller of x and y; NaN when either is. */
  minimum<Y extends ArrayInput>(this: NDArray<D>, y: Y): Arithmetic<D, Y> {
    return arithmetic.minimum(this, y);
  }
  /** −x */
  neg(this: NDArray<D>): NDArray<ResultOf<"arithmetic", D>> {
    return arithmetic.neg(this);
  }
  /** |x| */
  abs(this: NDArray<D>): NDArray<ResultOf<"arithmetic", D>> {
    return arithmetic.abs(this);
  }
  /** √x; NaN below zero. */
  sqrt(this: NDArray<D>): NDArray<ResultOf<"real", D>> {
    return transcendental.sqrt(this);
  }
  /** eˣ */
  exp(this: NDArray<D>): NDArray<ResultOf<"real", D>> {
    return transcendental.exp(this);
  }
  /** The natural logarithm. */
  log(this: NDArray<D>): NDArray<ResultOf<"real", D>> {
    return transcendental.log(this);
  }
  /** sin x, in radians. */
  sin(this: NDArray<D>): NDArray<ResultOf<"real", D>> {
    return transcendental.sin(this);
  }
  /** cos x, in radians. */
  cos(this: NDArray<D>): NDArray<ResultOf<"real", D>> {
    return transcendental.cos(this);
  }

  /** x < y, element by element. */
  less(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.less(this, y);
  }
  /** x ≤ y, element by element. */
  lessEqual(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.lessEqual(this, y);
  }
  /** x > y, element by element. */
  greater(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.greater(this, y);
  }
  /** x ≥ y, element by element. */
  greaterEqual(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.greaterEqual(this, y);
  }
  /** x = y, element by element. */
  equal(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.equal(this, y);
  }
  /** x ≠ y, element by element. */
  notEqual(this: NDArray<D>, y: ArrayInput): NDArray<"bool"> {
    return comparison.notEqual(this, y);
  }

  /** Σ x over the given axes, all without any. */
  sum(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<NumericDtype> {
    return reductions.sum(this, axis, options);
  }
  /** The mean over the given axes, all without any. */
  mean(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<FloatDtype> {
    return reductions.mean(this, axis, options);
  }
  /** The largest element over the given axes; NaN when there is one. */
  max(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<NumericDtype> {
    return reductions.max(this, axis, options);
  }
  /** The smallest element over the given axes; NaN when there is one. */
  min(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<NumericDtype> {
    return reductions.min(this, axis, options);
  }
  /** Whether all elements are true (not zero). */
  all(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<"bool"> {
    return reductions.all(this, axis, options);
  }
  /** Whether some element is true (not zero). */
  any(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray<"bool"> {
    return reductions.any(this, axis, options);
  }
  /** The product over the given axes, all without any. */
  prod(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray {
    return cumulative.prod(this, axis, options);
  }
  /** Sums of the first elements along an axis, or of the flat array. */
  cumsum(this: NDArray<D>, axis: number | null = null): NDArray {
    return cumulative.cumsum(this, axis);
  }
  /** Products of the first elements along an axis, or of the flat array. */
  cumprod(this: NDArray<D>, axis: number | null = null): NDArray {
    return cumulative.cumprod(this, axis);
  }
  /** The mean square distance from the mean over the given axes, all without any. */
  variance(this: NDArray<D>, axis: Axes = null, options?: VarianceOptions): NDArray {
    return variance(this, axis, options);
  }
  /** The standard deviation over the given axes, all without any. */
  std(this: NDArray<D>, axis: Axes = null, options?: VarianceOptions): NDArray {
    return std(this, axis, options);
  }
  /** x, but not below `low` and not above `high`; null for no limit. */
  clip(this: NDArray<D>, low: ArrayInput | null, high: ArrayInput | null): NDArray {
    return clip(this, low, high);
  }
  /** The nearest whole numbers, or with so many decimals. */
  round(this: NDArray<D>, decimals = 0): NDArray<ResultOf<"arithmetic", D>> {
    return round(this, decimals);
  }
  /** The largest less the smallest element, over the given axes or of all. */
  ptp(this: NDArray<D>, axis: Axes = null, options?: ReduceOptions): NDArray {
    return ptp(this, axis, options);
  }
  /** Index of the first largest element. */
  argmax(this: NDArray<D>, axis: number | null = null): NDArray<"int32"> {
    return reductions.argmax(this, axis);
  }
  /** Index of the first smallest element. */
  argmin(this: NDArray<D>, axis: number | null = null): NDArray<"int32"> {
    return reductions.argmin(this, axis);
  }

  /** The same elements in another shape, given as a list or as lengths; one may be −1. Shares memory. */
  reshape(this: NDArray<D>, ...shape: [Shape] | number[]): NDArray<D> {
    return rearrange.reshape(this, listOf(shape));
  }
  /** All elements one after the other. Shares memory. */
  ravel(this: NDArray<D>): NDArray<D> {
    return rearrange.reshape(this, [-1]);
  }
  /** All elements one after the other, as `ravel`: arrays do not change, so that none needs a copy. */
  flatten(this: NDArray<D>): NDArray<D> {
    return rearrange.reshape(this, [-1]);
  }
  /** Without axes of length 1: all of them, or those that are named. */
  squeeze(this: NDArray<D>, axis: number | readonly number[] | null = null): NDArray {
    return squeeze(this, axis);
  }
  /** With two axes exchanged. */
  swapAxes(this: NDArray<D>, first: number, second: number): NDArray {
    return swapAxes(this, first, second);
  }
  /** Elements `counts` times each, along an axis or of the flat array. */
  repeat(
    this: NDArray<D>,
    counts: number | readonly number[],
    axis: number | null = null,
  ): NDArray {
    return repeat(this, counts, axis);
  }
  /** The axes in another order, given as a list or one by one; without one, reversed. */
  transpose(this: NDArray<D>, ...axes: [axes?: readonly number[]] | number[]): NDArray<D> {
    return rearrange.transpose(this, axes[0] === undefined ? undefined : listOf(axes));
  }
  /** The axes in reverse order: the transpose of a matrix. */
  get T(): NDArray<D> {
    return rearrange.transpose(this as unknown as NDArray<D>);
  }
  /** The array in another dtype. */
  astype<E extends Dtype>(this: NDArray<D>, dtype: E): NDArray<E> {
    return rearrange.astype(this, dtype);
  }
  /** A part of the array, copied: a position, `[start, stop, step]` or `[]` for each axis. */
  slice(this: NDArray<D>, ...slices: AxisSlice[]): NDArray<D> {
    return slice(this, ...slices);
  }
  /** Entries picked by whole numbers along an axis. */
  take(this: NDArray<D>, indices: ArrayInput, axis = 0): NDArray<D> {
    return take(this, indices, axis);
  }
  /** Elements chosen by positions, slices, arrays or a mask: `x.at(0).set(5)` gives a new array. */
  at(this: NDArray<D>, ...picks: Pick[]): At<D> {
    return at(this, ...picks);
  }
  /** The elements along an axis in ascending order. */
  sort(this: NDArray<D>, axis = -1): NDArray {
    return sort(this, axis);
  }
  /** The positions that would sort along an axis, smallest first. */
  argsort(this: NDArray<D>, axis = -1): NDArray<"int32"> {
    return argsort(this, axis);
  }
  /** The k-th diagonal of a matrix, copied; above the main one for k > 0. */
  diagonal(this: NDArray<D>, k = 0): NDArray<D> {
    return rearrange.diagonal(this, k);
  }
  /** Rows `start` … `stop − 1` along the first axis, copied. */
  rows(this: NDArray<D>, start: number, stop: number | null = null): NDArray<D> {
    return slice(this, [start, stop]);
  }

  /** NumPy's `dot`: Σ x·y of vectors, the matrix product of matrices, multiples by a number. */
  dot(this: NDArray<D>, y: ArrayInput): NDArray {
    return dot(this, y);
  }
  /** The matrix product. */
  matmul(this: NDArray<D>, y: ArrayInput): NDArray {
    return matmul(this, y);
  }
  /** The Euclidean norm of all elements. */
  norm(this: NDArray<D>): NDArray {
    return norm(this);
  }

  /**
   * Of what was computed from a `variable`: adds the gradients to the `grad` of every variable behind it.
   *
   * @param gradient - Where to start from; 1 for a single number.
   * @throws {@link NtkbookError} for an array that no variable is behind.
   */
  backward(this: NDArray<D>, gradient?: ArrayInput): void {
    const given = gradient === undefined ? "" : "gradient";
    throw new NtkbookError(
      `backward(${given}): the array was not computed from a variable; start with const x = variable([…])`,
    );
  }
  /** The same numbers, as a constant to `backward`. */
  detach(this: NDArray<D>): NDArray<D> {
    return this;
  }
  /** Lets JS compare and calculate with arrays of one element: `while (x.norm() < 10)`. */
  [Symbol.toPrimitive](this: NDArray<D>, hint: string): string | number {
    return hint === "string" ? format(this) : Number(itemOf(this));
  }

  /** One element: a position for each axis, negative ones counted from the end. */
  get(this: NDArray<D>, ...index: number[]): Element<D> {
    return elementAt(this, index);
  }
  /** The only element of an array of size 1. */
  item(this: NDArray<D>): Element<D> {
    return itemOf(this);
  }
  /** Nested JS arrays; a 0-d array gives its value. */
  toArray(this: NDArray<D>): Nested {
    return toNested(this);
  }
  /** As NumPy prints it, summarised beyond 1000 elements. */
  toString(this: NDArray<D>): string {
    return format(this);
  }
  /** Shape, dtype and row-major data. */
  toJSON(this: NDArray<D>): ArrayJson {
    return toJson(this);
  }
  /** Along the first axis: the elements of a vector (0-d arrays), the rows of a matrix. */
  [Symbol.iterator](this: NDArray<D>): Iterator<NDArray<D>> {
    return along(this);
  }
  /** What `console.log` shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](this: NDArray<D>): string {
    return format(this);
  }
}

/** One list, or its elements one by one. */
function listOf(given: readonly unknown[]): readonly number[] {
  return (Array.isArray(given[0]) ? given[0] : given) as readonly number[];
}
