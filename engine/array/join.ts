import { ShapeError } from "../errors.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { repeatUnbatched } from "./batching.js";
import { asArray, weakScalar, zerosLike, type ArrayInput } from "./create.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { promote } from "./promote.js";
import { astype, reshape } from "./rearrange.js";
import { formatShape, normaliseAxis } from "./shape.js";
import { slice, type AxisSlice } from "./slicing.js";
import { allocate } from "./storage.js";
import { SHORT } from "./strided.js";

/**
 * Arrays one after the other along an existing axis; dtypes promote.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * concat([zeros([1, 2]), ones([2, 2])]).shape; // [3, 2]
 * ```
 */
export function concat(parts: readonly ArrayInput[], axis = 0): NDArray {
  const arrays = parts.map(asArray);
  const first = firstOf("concat", arrays);
  const along = normaliseAxis("concat", axis, first.ndim);
  for (const part of arrays) checkOtherAxes(first.shape, part.shape, along);
  const dtype = arrays.map((part) => part.dtype).reduce(promote);
  return bindOne(
    concatPrimitive,
    arrays.map((part) => astype(part, dtype)),
    { axis: along },
  );
}

const concatPrimitive: Primitive<{ readonly axis: number }> = define({
  name: "concat",
  value: (parts, { axis }) => [joined(parts, axis)],
  abstract: (parts, { axis }) => [joinedShape(parts, axis)],
  jvp: ({ inputs, params }, tangents) => [
    bindOne(
      concatPrimitive,
      tangents.map((t, k) => t ?? zerosLike(inputs[k] as NDArray)),
      params,
    ),
  ],
  transpose: ([ct], parts, { axis }) => {
    const ends = runningLengths(parts, axis);
    return parts.map((part, k) => {
      if (!ct || part instanceof NDArray) return null;
      const end = ends[k] as number;
      return sliceAlong(ct, axis, end - (part.shape[axis] as number), end);
    });
  },
  batch: (parts, batched, { axis }) => [
    bindOne(concatPrimitive, repeatUnbatched(parts, batched), { axis: axis + 1 }),
  ],
  flops: () => 0,
});

function joinedShape(parts: readonly Abstract[], axis: number): Abstract {
  const { shape, dtype } = parts[0] as Abstract;
  return { shape: shape.with(axis, runningLengths(parts, axis).at(-1) as number), dtype };
}

/** Where each part ends. */
function runningLengths(parts: readonly Abstract[], axis: number): number[] {
  let end = 0;
  return parts.map(({ shape }) => (end += shape[axis] as number));
}

function joined(parts: readonly NDArray[], axis: number): NDArray {
  const { shape, dtype } = joinedShape(parts, axis);
  const out = allocate(dtype, sizeOf(shape), "anything");
  const inner = sizeOf(shape.slice(axis + 1));
  const length = (shape[axis] as number) * inner;
  let start = 0;
  for (const { shape: own, size, data } of parts) {
    const run = (own[axis] as number) * inner;
    for (let from = 0, to = start; from < size; from += run, to += length) {
      if (run >= SHORT) out.set(data.subarray(from, from + run), to);
      else for (let i = 0; i < run; i++) out[to + i] = data[from + i] as number;
    }
    start += run;
  }
  return new NDArray(out, shape, dtype);
}

/** Positions `start` … `stop − 1` of one axis. */
function sliceAlong(x: NDArray, axis: number, start: number, stop: number): NDArray {
  return slice(x, ...new Array<AxisSlice>(axis).fill([]), [start, stop]);
}

/**
 * Arrays of one shape, side by side along a new axis.
 *
 * @throws {@link ShapeError} when shapes differ.
 * @example
 * ```ts
 * stack([[1, 2], [3, 4]], -1); // array([[1., 3.], [2., 4.]])
 * ```
 */
export function stack(parts: readonly ArrayInput[], axis = 0): NDArray {
  const arrays = withoutWidening("stack", parts);
  const { shape, ndim } = firstOf("stack", arrays);
  const along = normaliseAxis("stack", axis, ndim + 1);
  const widened = arrays.map((part) => {
    if (formatShape(part.shape) !== formatShape(shape)) {
      throw new ShapeError(
        `stack: shapes ${formatShape(shape)} and ${formatShape(part.shape)} differ; all parts must have one shape`,
      );
    }
    return reshape(part, shape.toSpliced(along, 0, 1));
  });
  return concat(widened, along);
}

/** Numbers beside arrays take the arrays' dtype. */
function withoutWidening(caller: string, parts: readonly ArrayInput[]): NDArray[] {
  const arrays = parts.filter((part) => typeof part !== "number").map(asArray);
  if (arrays.length === 0 || arrays.length === parts.length) return parts.map(asArray);
  const dtype = arrays.map((one) => one.dtype).reduce(promote);
  return parts.map((part) =>
    typeof part === "number" ? weakScalar(caller, part, dtype) : asArray(part),
  );
}

function firstOf(caller: string, arrays: readonly NDArray[]): NDArray {
  const [first] = arrays;
  if (first === undefined) throw new ShapeError(`${caller}: needs at least one array`);
  return first;
}

function checkOtherAxes(expected: Shape, found: Shape, along: number): void {
  const fits =
    expected.length === found.length &&
    expected.every((length, axis) => axis === along || length === found[axis]);
  if (!fits) {
    throw new ShapeError(
      `concat: shapes ${formatShape(expected)} and ${formatShape(found)} differ outside axis ${along}; all other axes must be equal`,
    );
  }
}
