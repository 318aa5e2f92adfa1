import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf, type Shape } from "../array/ndarray.js";
import { allocate } from "../array/storage.js";
import type { FloatArray } from "./float-array.js";

/** Flattened arrays, one a time, one after the other. */
export function stacked(
  dtype: FloatDtype,
  slices: readonly ArrayLike<number>[],
  shape: Shape,
): FloatArray {
  const out = allocate(dtype, sizeOf(shape), "anything");
  const size = out.length / Math.max(slices.length, 1);
  slices.forEach((slice, k) => out.set(slice, k * size));
  return new NDArray(out, shape, dtype);
}
