import { ShapeError } from "../errors.js";
import type { Dtype } from "./dtype.js";
import type { NDArray, Shape } from "./ndarray.js";
import { readerOf } from "./nested.js";
import { formatShape } from "./shape.js";
import { offsetOf, slice } from "./slicing.js";

/** The JS value of one element. */
export type Element<D extends Dtype> = D extends "bool" ? boolean : number;

/** How an array is written to JSON; NaN and infinities, which JSON lacks, as strings. */
export interface ArrayJson {
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly data: readonly (number | boolean | "NaN" | "Infinity" | "-Infinity")[];
}

/**
 * One element.
 *
 * @throws {@link ShapeError} for a position that does not exist.
 */
export function elementAt<D extends Dtype>(x: NDArray<D>, index: readonly number[]): Element<D> {
  return readerOf(x.dtype, x.concrete().data)(offsetOf(x, index)) as Element<D>;
}

/**
 * The only element of an array of size 1.
 *
 * @throws {@link ShapeError} for any other size.
 */
export function itemOf<D extends Dtype>(x: NDArray<D>): Element<D> {
  if (x.size !== 1) {
    throw new ShapeError(
      `item: an array of shape ${formatShape(x.shape)} has ${x.size} elements, not one; read one with get(…)`,
    );
  }
  return readerOf(x.dtype, x.concrete().data)(0) as Element<D>;
}

/**
 * Along the first axis: the elements of a vector, the rows of a matrix.
 *
 * @throws {@link ShapeError} for a 0-d array.
 */
export function* along<D extends Dtype>(x: NDArray<D>): Generator<NDArray<D>> {
  const length = x.shape[0];
  if (length === undefined) {
    throw new ShapeError("iteration: a 0-d array has no first axis; read its value with item()");
  }
  for (let i = 0; i < length; i++) yield slice(x, i);
}

export function toJson(x: NDArray): ArrayJson {
  const read = readerOf(x.dtype, x.concrete().data);
  const data = Array.from({ length: x.size }, (_, i) => jsonValue(read(i)));
  return { dtype: x.dtype, shape: x.shape, data };
}

function jsonValue(value: number | boolean): ArrayJson["data"][number] {
  if (typeof value === "boolean" || Number.isFinite(value)) return value;
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}
