import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DomainError, ShapeError } from "../errors.js";
import type { Dtype } from "./dtype.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { reshape } from "./rearrange.js";
import { asWritten, formatShape, stridesOf } from "./shape.js";
import { allocate } from "./storage.js";
import { gather, scatter, type Layout } from "./strided.js";

/**
 * What to take of one axis: a position (the axis disappears; negative counts from the end),
 * `[start, stop, step]` with the meaning of Python's `start:stop:step` (null or missing: the default),
 * or `[]` for all of it.
 */
export type AxisSlice =
  | number
  | readonly []
  | readonly [start: number | null, stop?: number | null, step?: number | null];

/** Positions start, start + step, … on an axis. */
export interface Range {
  readonly start: number;
  readonly step: number;
  readonly length: number;
}

/**
 * A part of an array. Axes without a slice are taken whole.
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
  const ranges = x.shape.map((length, axis): Range => {
    const taken = slices[axis] ?? [];
    if (typeof taken !== "number") return rangeOf(checkedSlice("slice", taken), length);
    return { start: position(x.shape, axis, taken), step: 1, length: 1 };
  });
  const kept = ranges.flatMap(({ length }, axis) =>
    typeof slices[axis] === "number" ? [] : [length],
  );
  const whole = ranges.every(({ start, step, length }, axis) => {
    return start === 0 && step === 1 && length === x.shape[axis];
  });
  const part = whole ? x : (bindOne(slicePrimitive, [x], { ranges }) as NDArray<D>);
  return reshape(part, kept);
}

interface Ranges {
  readonly ranges: readonly Range[];
}

/** @throws {@link ShapeError} for what is no slice, as from code that is not type-checked. */
export function checkedSlice(
  caller: string,
  slice: Exclude<AxisSlice, number>,
): Exclude<AxisSlice, number> {
  if (Array.isArray(slice)) return slice;
  throw new ShapeError(
    `${caller}: ${asWritten(slice)} chooses nothing of an axis; use a position, [start, stop, step], or [] for all of it`,
  );
}

const slicePrimitive: Primitive<Ranges> = define({
  name: "slice",
  value: ([x], { ranges }) => {
    const { dtype, data, shape } = x as NDArray;
    return [new NDArray(gather(dtype, data, layoutOf(ranges, shape)), lengthsOf(ranges), dtype)];
  },
  abstract: ([x], { ranges }) => [{ shape: lengthsOf(ranges), dtype: (x as Abstract).dtype }],
  jvp: ({ params }, [t]) => [t ? bindOne(slicePrimitive, [t], params) : null],
  transpose: ([ct], [x], { ranges }) => [ct ? embed(ct, ranges, (x as Abstract).shape) : null],
  batch: ([x], _batched, { ranges }) => [
    bindOne(slicePrimitive, [x as NDArray], { ranges: batchRanges(x as NDArray, ranges) }),
  ],
  flops: () => 0,
});

/** The transpose of a slice: an array of zeros with `x` at the places of a slice. */
export function embed(x: NDArray, ranges: readonly Range[], shape: Shape): NDArray {
  return bindOne(embedPrimitive, [x], { ranges, shape });
}

const embedPrimitive: Primitive<Ranges & { readonly shape: Shape }> = define({
  name: "embed",
  value: ([x], { ranges, shape }) => {
    const { dtype, data } = x as NDArray;
    const out = allocate(dtype, sizeOf(shape));
    scatter(data, out, layoutOf(ranges, shape));
    return [new NDArray(out, shape, dtype)];
  },
  abstract: ([x], { shape }) => [{ shape, dtype: (x as Abstract).dtype }],
  jvp: ({ params }, [t]) => [t ? bindOne(embedPrimitive, [t], params) : null],
  transpose: ([ct], _operands, { ranges }) => [
    ct ? bindOne(slicePrimitive, [ct], { ranges }) : null,
  ],
  batch: ([x], _batched, { ranges, shape }) => {
    const [examples = 0] = (x as NDArray).shape;
    return [embed(x as NDArray, batchRanges(x as NDArray, ranges), [examples, ...shape])];
  },
  flops: () => 0,
});

function lengthsOf(ranges: readonly Range[]): Shape {
  return ranges.map(({ length }) => length);
}

function layoutOf(ranges: readonly Range[], shape: Shape): Layout {
  const own = stridesOf(shape);
  return {
    shape: lengthsOf(ranges),
    strides: ranges.map(({ step }, axis) => step * (own[axis] as number)),
    offset: ranges.reduce((sum, { start }, axis) => sum + start * (own[axis] as number), 0),
  };
}

/** All examples, the same slice of each. */
function batchRanges({ shape: [examples = 0] }: NDArray, ranges: readonly Range[]): Range[] {
  return [{ start: 0, step: 1, length: examples }, ...ranges];
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
export function rangeOf([from, to, by]: Exclude<AxisSlice, number>, length: number): Range {
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
