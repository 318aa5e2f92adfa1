import { DomainError, ShapeError } from "../errors.js";
import type { Dtype } from "./dtype.js";
import { NDArray } from "./ndarray.js";
import { formatShape, stridesOf } from "./shape.js";
import { gather } from "./strided.js";

/**
 * What to take of one axis: a position (the axis disappears; negative counts from the end),
 * `[start, stop, step]` with the meaning of Python's `start:stop:step` (null or missing: the default),
 * or `[]` for all of it.
 */
export type AxisSlice =
  | number
  | readonly []
  | readonly [start: number | null, stop?: number | null, step?: number | null];

interface Range {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/**
 * A part of an array, copied. Axes without a slice are taken whole.
 *
 * @throws {@link ShapeError} for a position outside its axis or more slices than axes;
 *   {@link DomainError} for limits or steps that are no whole numbers.
 * @example
 * ```ts
 * const x = arange(12).reshape([3, 4]);
 * x.slice([0, 2]);           // rows 0 and 1
 * x.slice([], -1);           // the last column
 * x.slice([null, null, -1]); // rows in reverse
 * ```
 */
export function slice<D extends Dtype>(x: NDArray<D>, ...slices: AxisSlice[]): NDArray<D> {
  if (slices.length > x.ndim) {
    throw new ShapeError(
      `slice: ${slices.length} slices for an array of shape ${formatShape(x.shape)}; give at most one an axis`,
    );
  }
  const own = stridesOf(x.shape);
  const shape: number[] = [];
  const strides: number[] = [];
  let offset = 0;
  for (let axis = 0; axis < x.ndim; axis++) {
    const stride = own[axis] as number;
    const taken = slices[axis] ?? [];
    if (typeof taken === "number") {
      offset += stride * position(x.shape, axis, taken);
      continue;
    }
    const { start, step, length } = rangeOf(taken, x.shape[axis] as number);
    offset += stride * start;
    shape.push(length);
    strides.push(stride * step);
  }
  return new NDArray(gather(x.dtype, x.data, { shape, strides, offset }), shape, x.dtype);
}

/** A position on an axis, counted from the front. */
export function position(shape: readonly number[], axis: number, index: number): number {
  const length = shape[axis] as number;
  const fromFront = index < 0 ? index + length : index;
  if (Number.isInteger(index) && fromFront >= 0 && fromFront < length) return fromFront;
  throw new ShapeError(
    `index ${index} does not exist on axis ${axis} of shape ${formatShape(shape)}; use ${-length} to ${length - 1}`,
  );
}

/** Python's rules for `start:stop:step`: limits outside the axis are clipped to it. */
function rangeOf([from, to, by]: Exclude<AxisSlice, number>, length: number): Range {
  const step = by ?? 1;
  if (!Number.isInteger(step) || step === 0) {
    throw new DomainError(`slice: a step of ${step} is not possible; use a whole number but 0`);
  }
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const limit = (value: number | null | undefined, fallback: number): number => {
    if (value === null || value === undefined) return fallback;
    if (!Number.isInteger(value)) {
      throw new DomainError(`slice: a limit of ${value} is not possible; use whole numbers`);
    }
    return Math.min(Math.max(value < 0 ? value + length : value, low), high);
  };
  const start = limit(from, step > 0 ? low : high);
  const stop = limit(to, step > 0 ? high : low);
  return { start, step, length: Math.max(0, Math.ceil((stop - start) / step)) };
}

/** Offset of one element; every axis needs its position. */
export function offsetOf(x: NDArray, index: readonly number[]): number {
  if (index.length !== x.ndim) {
    throw new ShapeError(
      `get: ${index.length} positions for an array of shape ${formatShape(x.shape)}; give one an axis`,
    );
  }
  return stridesOf(x.shape).reduce(
    (offset, stride, axis) => offset + stride * position(x.shape, axis, index[axis] as number),
    0,
  );
}
