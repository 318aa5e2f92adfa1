import { ShapeError } from "../errors.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract } from "../core/primitive.js";
import { asArray, convert, type ArrayInput } from "./create.js";
import { checkDtype, isFloat, type Dtype } from "./dtype.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import {
  checkIsShape,
  checkShape,
  formatShape,
  normaliseAxis,
  sameShape,
  stridesOf,
} from "./shape.js";
import { slice } from "./slicing.js";
import { gather } from "./strided.js";

/**
 * The same elements, row-major, in another shape; one length may be −1 and is worked out.
 * The result shares the input's memory.
 *
 * @throws {@link ShapeError} when the sizes differ.
 * @example
 * ```ts
 * arange(6).reshape([2, -1]).shape; // [2, 3]
 * ```
 */
export function reshape<D extends Dtype>(x: NDArray<D>, shape: Shape): NDArray<D> {
  checkIsShape("reshape", shape);
  const known = shape.filter((length) => length !== -1);
  checkShape("reshape", known);
  const size = sizeOf(known);
  const rest = size === 0 ? 0 : x.size / size;
  const resolved = shape.map((length) => (length === -1 ? rest : length));
  const free = shape.length - known.length;
  if (free > 1 || !Number.isInteger(rest) || sizeOf(resolved) !== x.size) {
    throw new ShapeError(
      `reshape: an array of shape ${formatShape(x.shape)} (${x.size} elements) cannot take the shape ${formatShape(shape)}${free > 1 ? "; only one length may be -1" : ""}`,
    );
  }
  return sameShape(resolved, x.shape)
    ? x
    : (bindOne(reshapePrimitive, [x], { shape: resolved }) as NDArray<D>);
}

const reshapePrimitive = define<{ readonly shape: Shape }>({
  name: "reshape",
  value: ([x], { shape }) => [new NDArray((x as NDArray).data, shape, (x as NDArray).dtype)],
  abstract: ([x], { shape }) => [{ shape, dtype: (x as Abstract).dtype }],
  jvp: ({ params }, [t]) => [t ? reshape(t, params.shape) : null],
  transpose: ([ct], [x]) => [ct ? reshape(ct, (x as Abstract).shape) : null],
  batch: ([x], _batched, { shape }) => [
    reshape(x as NDArray, [(x as NDArray).shape[0] as number, ...shape]),
  ],
  flops: () => 0,
});

/**
 * The axes in another order; without one, reversed.
 *
 * @throws {@link ShapeError} when `axes` is no permutation of the array's axes.
 *
 * @example
 * ```ts
 * transpose(array([[1, 2], [3, 4]])); // array([[1., 3.], [2., 4.]])
 * ```
 */
export function transpose<D extends Dtype>(x: NDArray<D>, axes?: readonly number[]): NDArray<D> {
  const order =
    axes?.map((axis) => normaliseAxis("transpose", axis, x.ndim)) ??
    x.shape.map((_, axis) => x.ndim - 1 - axis);
  if (order.length !== x.ndim || new Set(order).size !== x.ndim) {
    throw new ShapeError(
      `transpose: axes [${order.join(", ")}] are no permutation of the ${x.ndim} axes of shape ${formatShape(x.shape)}`,
    );
  }
  const inPlace = order.every((axis, k) => axis === k);
  return inPlace ? x : (bindOne(transposePrimitive, [x], { order }) as NDArray<D>);
}

const transposePrimitive = define<{ readonly order: readonly number[] }>({
  name: "transpose",
  value: ([x], { order }) => [permute(x as NDArray, order)],
  abstract: ([x], { order }) => {
    const { shape, dtype } = x as Abstract;
    return [{ shape: order.map((axis) => shape[axis] as number), dtype }];
  },
  jvp: ({ params }, [t]) => [t ? transpose(t, params.order) : null],
  transpose: ([ct], _operands, { order }) => [ct ? transpose(ct, inverse(order)) : null],
  batch: ([x], _batched, { order }) => [
    transpose(x as NDArray, [0, ...order.map((axis) => axis + 1)]),
  ],
  flops: () => 0,
});

function permute(x: NDArray, order: readonly number[]): NDArray {
  const strides = stridesOf(x.shape);
  const layout = {
    shape: order.map((axis) => x.shape[axis] as number),
    strides: order.map((axis) => strides[axis] as number),
    offset: 0,
  };
  // Axes of length 1 may go anywhere without moving an element.
  const moving = order.filter((axis) => x.shape[axis] !== 1);
  const inOrder = moving.every((axis, k) => k === 0 || (moving[k - 1] as number) < axis);
  return new NDArray(inOrder ? x.data : gather(x.dtype, x.data, layout), layout.shape, x.dtype);
}

function inverse(order: readonly number[]): number[] {
  const back = new Array<number>(order.length);
  order.forEach((axis, k) => (back[axis] = k));
  return back;
}

/**
 * The axis at `source` moved to `destination`; the others keep their order.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * moveAxis(zeros([2, 3, 4]), 0, -1).shape; // [3, 4, 2]
 * ```
 */
export function moveAxis(x: NDArray, source: number, destination: number): NDArray {
  const from = normaliseAxis("moveAxis", source, x.ndim);
  const to = normaliseAxis("moveAxis", destination, x.ndim);
  const rest = x.shape.flatMap((_, axis) => (axis === from ? [] : [axis]));
  return transpose(x, rest.toSpliced(to, 0, from));
}

/**
 * The array in another dtype. Fractions are cut towards `int32`; in `bool` everything but zero is
 * true. An array that has the dtype already is returned as it is.
 *
 * @throws {@link DtypeError} for an unknown dtype.
 *
 * @example
 * ```ts
 * astype([1.9, 2], "int32"); // array([1, 2])
 * ```
 */
export function astype<D extends Dtype>(x: ArrayInput, dtype: D): NDArray<D> {
  checkDtype("astype", dtype);
  const from = asArray(x);
  if (from.dtype === dtype) return from as NDArray<D>;
  return bindOne(convertPrimitive, [from], { dtype }) as NDArray<D>;
}

const convertPrimitive = define<{ readonly dtype: Dtype }>({
  name: "astype",
  value: ([x], { dtype }) => [
    new NDArray(convert(dtype, (x as NDArray).data), (x as NDArray).shape, dtype),
  ],
  abstract: ([x], { dtype }) => [{ shape: (x as Abstract).shape, dtype }],
  jvp: ({ params: { dtype } }, [t]) => [t && isFloat(dtype) ? astype(t, dtype) : null],
  transpose: ([ct], [x]) => [ct ? astype(ct, (x as Abstract).dtype) : null],
  batch: ([x], _batched, { dtype }) => [astype(x as NDArray, dtype)],
});

/**
 * The k-th diagonal of a matrix, copied: x_(i, i + k).
 *
 * @param k - Above the main diagonal for k > 0, below for k < 0.
 * @throws {@link ShapeError} for anything but a matrix.
 * @example
 * ```ts
 * diagonal([[1, 2], [3, 4]]); // array([1., 4.])
 * diagonal([[1, 2], [3, 4]], 1); // array([2.])
 * ```
 */
export function diagonal<D extends Dtype>(x: NDArray<D>, k?: number): NDArray<D>;
export function diagonal(x: ArrayInput, k?: number): NDArray;
export function diagonal(input: ArrayInput, k = 0): NDArray {
  const x = asArray(input);
  const [rows, columns] = x.shape;
  if (x.ndim !== 2 || rows === undefined || columns === undefined) {
    throw new ShapeError(`diagonal: shape ${formatShape(x.shape)} is not a matrix's`);
  }
  const [down, right] = [Math.max(0, -k), Math.max(0, k)];
  const count = Math.max(0, Math.min(rows - down, columns - right));
  const [flat, start] = [reshape(x, [rows * columns]), down * columns + right];
  return slice(flat, [start, start + count * (columns + 1), columns + 1]);
}
