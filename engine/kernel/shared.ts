// Buffers that every thread of the pool writes, however small.
import { BYTES, type FloatDtype } from "../array/dtype.js";

/** More than a machine of a person has, and than a buffer may hold. */
export const MOST_BYTES = 2 ** 35;

/** Zeros. */
export function sharedFloats(dtype: FloatDtype, length: number): Float64Array | Float32Array {
  const buffer = new SharedArrayBuffer(length * BYTES[dtype]);
  return dtype === "float64" ? new Float64Array(buffer) : new Float32Array(buffer);
}

export function sharedDoubles(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(length * 8));
}

export function sharedInts(values: ArrayLike<number>): Int32Array<SharedArrayBuffer> {
  const shared = new Int32Array(new SharedArrayBuffer(values.length * 4));
  shared.set(values);
  return shared;
}
