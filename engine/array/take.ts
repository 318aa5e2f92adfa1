import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { DtypeError } from "../errors.js";
import { add } from "./arithmetic.js";
import { asArray, type ArrayInput } from "./create.js";
import { isFloat, type Dtype } from "./dtype.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { moveAxis, reshape, transpose } from "./rearrange.js";
import { scatterAdd } from "./scatter-add.js";
import { normaliseAxis } from "./shape.js";
import { position } from "./slicing.js";
import { allocate } from "./storage.js";

/**
 * Whole numbers that pick along an axis, in their order and as often as they stand there: the result
 * has the shape of `indices` in place of that axis. Negative ones count from the end.
 *
 * @throws {@link DtypeError} for fractions; {@link ShapeError} for an index outside the axis.
 * @example
 * ```ts
 * take([[1, 2], [3, 4], [5, 6]], [2, 0]); // array([[5., 6.], [1., 2.]])
 * take([[1, 2], [3, 4]], -1, 1);          // array([2., 4.])
 * ```
 */
export function take<D extends Dtype>(
  x: NDArray<D>,
  indices: ArrayInput,
  axis?: number,
): NDArray<D>;
export function take(x: ArrayInput, indices: ArrayInput, axis?: number): NDArray;
export function take(input: ArrayInput, indices: ArrayInput, axis = 0): NDArray {
  const x = asArray(input);
  const picks = asArray(indices);
  const along = normaliseAxis("take", axis, x.ndim);
  const positions = picks.trace === undefined ? positionsOf(x, picks, along) : picks;
  return bindOne(takePrimitive, [x, positions], { axis: along });
}

/** Indices counted from the front. */
function positionsOf(x: NDArray, picks: NDArray, axis: number): NDArray {
  const { data, dtype, shape } = picks;
  if (data instanceof Int32Array && allInside(data, x.shape[axis] as number)) return picks;
  const from = Int32Array.from(data, (index) => position(x.shape, axis, wholeNumber(index, dtype)));
  return new NDArray(from, shape, "int32");
}

function allInside(indices: Int32Array, length: number): boolean {
  for (const index of indices) if (index < 0 || index >= length) return false;
  return true;
}

const takePrimitive: Primitive<{ readonly axis: number }> = define({
  name: "take",
  value: ([x, picks], { axis }) => [pick(x as NDArray, picks as NDArray, axis)],
  abstract: ([x, picks], { axis }) => {
    const { shape, dtype } = x as Abstract;
    return [{ shape: shape.toSpliced(axis, 1, ...(picks as Abstract).shape), dtype }];
  },
  jvp: ({ inputs: [, picks], params }, [t]) => [
    t ? bindOne(takePrimitive, [t, picks as NDArray], params) : null,
  ],
  transpose: ([ct], [x, picks], { axis }) => [
    ct ? scatterAdd(ct, picks as NDArray, axis, (x as Abstract).shape[axis] as number) : null,
    null,
  ],
  batch: ([x, picks], [ofX, ofPicks], { axis }) => {
    const [array, indices] = [x as NDArray, picks as NDArray];
    if (ofPicks !== true) return [take(array, indices, axis + 1)];
    if (ofX !== true) return [moveAxis(take(array, indices, axis), axis, 0)];
    return [pickEach(array, indices, axis)];
  },
  flops: () => 0,
});

function pick(x: NDArray, { data, shape: picked }: NDArray, axis: number): NDArray {
  const shape = x.shape.toSpliced(axis, 1, ...picked);
  const out = allocate(x.dtype, sizeOf(shape), "anything");
  const inner = sizeOf(x.shape.slice(axis + 1));
  const length = x.shape[axis] as number;
  if (inner === 1) {
    pickSingly(out, x, data, axis);
    return new NDArray(out, shape, x.dtype);
  }
  for (let block = 0, to = 0; to < out.length; block += length * inner) {
    for (const index of data) {
      const from = block + position(x.shape, axis, index) * inner;
      out.set(x.data.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return new NDArray(out, shape, x.dtype);
}

/** Single elements: a copy each costs less than a view of it. */
function pickSingly(out: NDArray["data"], x: NDArray, picks: NDArray["data"], axis: number): void {
  const { data } = x;
  const length = x.shape[axis] as number;
  for (let block = 0, to = 0; to < out.length; block += length) {
    for (let i = 0; i < picks.length; i++) {
      const index = picks[i] as number;
      const inside = index >= 0 && index < length;
      out[to++] = data[block + (inside ? index : position(x.shape, axis, index))] as number;
    }
  }
}

/** Each example picks from its own array: all arrays laid end to end, indices moved accordingly. */
function pickEach(x: NDArray, picks: NDArray, axis: number): NDArray {
  const [examples = 0] = x.shape;
  const first = moveAxis(x, axis + 1, 1);
  const [, length = 0, ...rest] = first.shape;
  const flat = reshape(first, [examples * length, ...rest]);
  const result = take(flat, add(picks, startsOf(examples, length, picks.ndim)), 0);
  // [examples, …picks, …before, …after] with the axes before `axis` moved in front of the picks.
  const axes = result.shape.map((_, k) => k);
  const before = axes.slice(picks.ndim, picks.ndim + axis);
  const after = axes.slice(picks.ndim + axis);
  return transpose(result, [0, ...before, ...axes.slice(1, picks.ndim), ...after]);
}

/** Where each example's entries begin when all are laid end to end; broadcasts against indices. */
export function startsOf(examples: number, length: number, ndim: number): NDArray {
  const starts = Int32Array.from({ length: examples }, (_, k) => k * length);
  return new NDArray(starts, [examples, ...new Array<number>(ndim - 1).fill(1)], "int32");
}
function wholeNumber(index: number, dtype: Dtype): number {
  if (dtype === "bool" || (isFloat(dtype) && !Number.isInteger(index))) {
    const what = dtype === "bool" ? "bool indices" : `an index of ${index}`;
    throw new DtypeError(`take: ${what} cannot pick; use whole numbers`);
  }
  return index;
}
