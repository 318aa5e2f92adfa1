import { DtypeError, ShapeError } from "../errors.js";
import { asArray, convert, type ArrayInput } from "./create.js";
import { BYTES, type Dtype } from "./dtype.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { checkShape, formatShape, normaliseAxis, stridesOf } from "./shape.js";
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
  return new NDArray(x.data, resolved, x.dtype);
}

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
  const strides = stridesOf(x.shape);
  const layout = {
    shape: order.map((axis) => x.shape[axis] as number),
    strides: order.map((axis) => strides[axis] as number),
    offset: 0,
  };
  const inPlace = order.every((axis, k) => axis === k);
  return new NDArray(inPlace ? x.data : gather(x.dtype, x.data, layout), layout.shape, x.dtype);
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
  if (!(dtype in BYTES)) {
    throw new DtypeError(
      `astype: there is no dtype "${dtype as string}"; use ${Object.keys(BYTES).join(", ")}`,
    );
  }
  const from = asArray(x);
  if (from.dtype === dtype) return from as NDArray<D>;
  return new NDArray(convert(dtype, from.data), from.shape, dtype);
}

/**
 * The diagonal of a matrix, copied.
 *
 * @throws {@link ShapeError} for anything but a matrix.
 * @example
 * ```ts
 * diagonal(array([[1, 2], [3, 4]])); // array([1., 4.])
 * ```
 */
export function diagonal<D extends Dtype>(x: NDArray<D>): NDArray<D> {
  const [rows, columns] = x.shape;
  if (x.ndim !== 2 || rows === undefined || columns === undefined) {
    throw new ShapeError(`diagonal: shape ${formatShape(x.shape)} is not a matrix's`);
  }
  const shape = [Math.min(rows, columns)];
  const layout = { shape, strides: [columns + 1], offset: 0 };
  return new NDArray(gather(x.dtype, x.data, layout), shape, x.dtype);
}
