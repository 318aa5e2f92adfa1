import {
  checkDtype,
  getDefaultDtype,
  type Dtype,
  type DtypeData,
  type FloatDtype,
} from "./dtype.js";
import { checkOptions } from "../options.js";
import { stack } from "./join.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { leavesOf, shapeOfNested, type Nested } from "./nested.js";
import { weakDtype } from "./promote.js";
import { astype, reshape } from "./rearrange.js";
import { checkShape } from "./shape.js";
import { allocate } from "./storage.js";

/** A flat buffer of numbers that becomes an array's content. */
export type TypedInput =
  | Float64Array
  | Float32Array
  | Int32Array
  | Int16Array
  | Int8Array
  | Uint32Array
  | Uint16Array
  | Uint8Array;

/** What becomes an array where one is expected. */
export type ArrayInput = NDArray | Nested | TypedInput;

/** Lists that hold arrays beside numbers, to any depth. */
export type Rows = readonly (NDArray | Nested | Rows)[];

/**
 * An array from nested JS arrays, a typed array or another array. Numbers become the default float
 * dtype, truth values `bool`, integer buffers `int32`, float buffers keep their precision. The
 * content is copied. NaN and infinities are values like others. Lists of arrays are stacked, also of
 * arrays that a transform traces.
 *
 * @param input - Rows of equal lengths, a flat buffer, one number, or an array.
 * @param options - `dtype` converts (towards `int32` fractions are cut, as everywhere in JS);
 *   `shape` arranges a flat input in row-major order.
 * @throws {@link ShapeError} naming the path of the first row that differs from its siblings; for a
 *   `shape` that does not hold as many elements.
 * @example
 * ```ts
 * array([[1, 2], [3, 4]]).mul(2); // array([[2., 4.], [6., 8.]])
 * array(new Float32Array(6), { shape: [2, 3] }).dtype; // "float32"
 * grad((x) => array([x, x.mul(x)]).sum())(3); // array(7.)
 * ```
 */
export function array<D extends Dtype = FloatDtype>(
  input: ArrayInput | Rows,
  options: { readonly dtype?: D; readonly shape?: Shape } = {},
): NDArray<D> {
  checkOptions("array", options, ["dtype", "shape"]);
  if (!isPlain(input)) {
    const stacked = stack(input.map(asRow));
    const shaped = options.shape === undefined ? stacked : reshape(stacked, options.shape);
    return options.dtype === undefined ? (shaped as NDArray<D>) : astype(shaped, options.dtype);
  }
  const { shape, dtype: natural, values } = read(input);
  const dtype = options.dtype ?? (natural as D);
  checkDtype("array", dtype);
  if (options.shape !== undefined) checkShape("array", options.shape);
  return new NDArray(convert(dtype, values), options.shape ?? shape, dtype);
}

/** Numbers stay what they are: they do not widen the arrays beside them. */
function asRow(row: NDArray | Nested | Rows): NDArray | number {
  return row instanceof NDArray || typeof row === "number" ? row : array<Dtype>(row);
}

function isPlain(input: ArrayInput | Rows): input is ArrayInput {
  return !Array.isArray(input) || !holdsArrays(input);
}

function holdsArrays(rows: readonly unknown[]): boolean {
  return rows.some((row) => row instanceof NDArray || (Array.isArray(row) && holdsArrays(row)));
}

interface Content {
  readonly shape: Shape;
  readonly dtype: Dtype;
  readonly values: ArrayLike<number | boolean>;
}

function read(input: ArrayInput): Content {
  if (input instanceof NDArray) {
    return { shape: input.shape, dtype: input.dtype, values: input.data };
  }
  if (ArrayBuffer.isView(input)) {
    return { shape: [input.length], dtype: typedDtype(input), values: input };
  }
  const shape = shapeOfNested(input);
  const values = leavesOf(input, shape);
  const truths = values.length > 0 && values.every((value) => typeof value === "boolean");
  return { shape, dtype: truths ? "bool" : getDefaultDtype(), values };
}

function typedDtype(input: TypedInput): Dtype {
  if (input instanceof Float64Array) return "float64";
  return input instanceof Float32Array ? "float32" : "int32";
}

/** A fresh buffer of `dtype` with the values converted; in `bool` everything but zero is true. */
export function convert<D extends Dtype>(
  dtype: D,
  values: ArrayLike<number | boolean>,
): DtypeData[D] {
  const out = allocate(dtype, values.length, "anything");
  const truth = dtype === "bool";
  if (!truth && ArrayBuffer.isView(values)) {
    (out as Float64Array).set(values as unknown as Float64Array);
    return out;
  }
  for (let i = 0; i < values.length; i++) {
    const value = Number(values[i]);
    out[i] = truth ? Number(value !== 0) : value;
  }
  return out;
}

/** The operand of an operation as an array; a number becomes a 0-d one of the given dtype. */
export function asArray(input: ArrayInput): NDArray {
  return input instanceof NDArray ? input : array<Dtype>(input);
}

/** A JS number as a 0-d array beside an array of `dtype`, without widening it. */
export function weakScalar(caller: string, value: number, dtype: Dtype): NDArray {
  return full([], value, { dtype: weakDtype(caller, value, dtype) });
}

/**
 * An array of `shape` with the same value everywhere.
 *
 * @example
 * ```ts
 * full([2, 2], Math.PI);
 * ```
 */
export function full<D extends Dtype = FloatDtype>(
  shape: Shape,
  value: number | boolean,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  return constant("full", shape, value, options);
}

function constant<D extends Dtype>(
  caller: string,
  shape: Shape,
  value: number | boolean,
  options: { readonly dtype?: D },
): NDArray<D> {
  checkShape(caller, shape);
  checkOptions(caller, options, ["dtype"]);
  const natural: Dtype = typeof value === "boolean" ? "bool" : getDefaultDtype();
  const dtype = options.dtype ?? (natural as D);
  checkDtype(caller, dtype);
  const data = allocate(dtype, sizeOf(shape));
  // Fresh memory is +0 already.
  return new NDArray(Object.is(value, 0) ? data : filled(data, dtype, Number(value)), shape, dtype);
}

function filled<D extends Dtype>(data: DtypeData[D], dtype: D, value: number): DtypeData[D] {
  data.fill(dtype === "bool" ? Number(value !== 0) : value);
  return data;
}

/**
 * An array of zeros.
 *
 * @throws {@link ShapeError} for lengths that are negative or no whole numbers.
 * @example
 * ```ts
 * zeros([2]); // array([0., 0.])
 * ```
 */
export function zeros<D extends Dtype = FloatDtype>(
  shape: Shape,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  return constant("zeros", shape, 0, options);
}

/**
 * An array of ones.
 *
 * @throws {@link ShapeError} for lengths that are negative or no whole numbers.
 * @example
 * ```ts
 * ones([2]); // array([1., 1.])
 * ```
 */
export function ones<D extends Dtype = FloatDtype>(
  shape: Shape,
  options: { readonly dtype?: D } = {},
): NDArray<D> {
  return constant("ones", shape, 1, options);
}

/** Zeros with the shape and dtype of an array. */
export function zerosLike({
  shape,
  dtype,
}: {
  readonly shape: Shape;
  readonly dtype: Dtype;
}): NDArray {
  return zeros(shape, { dtype });
}

/** Ones with the shape and dtype of an array. */
export function onesLike({
  shape,
  dtype,
}: {
  readonly shape: Shape;
  readonly dtype: Dtype;
}): NDArray {
  return ones(shape, { dtype });
}

/**
 * An array with the shape and dtype of another and the same value everywhere.
 *
 * @throws {@link DtypeError} for a value that the dtype does not hold.
 * @example
 * ```ts
 * fullLike([1, 2], 7); // array([7., 7.])
 * ```
 */
export function fullLike(x: ArrayInput, value: number): NDArray {
  const { shape, dtype } = asArray(x);
  return full(shape, value, { dtype: weakDtype("fullLike", value, dtype) });
}
