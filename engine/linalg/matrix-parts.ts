// Views of the last two axes, made of array functions, so that derivatives go through.
import type { Dtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";

/** Aᵀ of every matrix. */
export function transposed<D extends Dtype>(a: NDArray<D>): NDArray<D> {
  const axes = a.shape.map((_, axis) => axis);
  return transpose(a, [...axes.slice(0, -2), a.ndim - 1, a.ndim - 2]);
}

/** The diagonals, [..., min(m, n)]: every (n + 1)-th element of the rows one after the other. */
export function diagonals<D extends Dtype>(a: NDArray<D>): NDArray<D> {
  const [rows = 0, columns = 0] = a.shape.slice(-2);
  const batch = a.shape.slice(0, -2);
  const flat = reshape(a, [...batch, rows * columns]);
  const end = Math.min(rows, columns) * (columns + 1);
  const whole = batch.map((): readonly [] => []);
  return slice(flat, ...whole, [0, end, columns + 1]);
}

/** A vector [..., n] as columns [..., n, 1]. */
export function asColumns<D extends Dtype>(v: NDArray<D>): NDArray<D> {
  return reshape(v, [...v.shape, 1]);
}

/** A vector [..., n] as rows [..., 1, n]. */
export function asRows<D extends Dtype>(v: NDArray<D>): NDArray<D> {
  return reshape(v, [...v.shape.slice(0, -1), 1, v.shape.at(-1) ?? 1]);
}
