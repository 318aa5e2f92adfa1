import type { FloatDtype } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape, sameShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/** A matrix as a function: v ↦ A v, of the shape of v. */
export type MatrixFunction = (v: NDArray) => NDArray;

/** Vectors as arrays of a shape and dtype for the person's function, as float64 for ours. */
export interface VectorSpace {
  readonly caller: string;
  readonly shape: readonly number[];
  readonly dtype: FloatDtype;
}

export function toArray({ shape, dtype }: VectorSpace, v: Float64Array): NDArray<FloatDtype> {
  return new NDArray(dtype === "float64" ? v.slice() : Float32Array.from(v), shape, dtype);
}

/**
 * A v.
 *
 * @throws {@link ShapeError} when the function changes the shape.
 */
export function image(
  space: VectorSpace,
  name: string,
  f: MatrixFunction,
  v: Float64Array,
): Float64Array {
  const result = f(toArray(space, v));
  if (sameShape(result.shape, space.shape)) return astype(result, "float64").data;
  throw new ShapeError(
    `${space.caller}: ${name} turned a vector of the shape ${formatShape(space.shape)} into one of ${formatShape(result.shape)}; it must keep the shape`,
  );
}

export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

/** y += a x */
export function addScaled(y: Float64Array, a: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] as number) + a * (x[i] as number);
}

export function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}
