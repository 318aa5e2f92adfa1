// Parts of the last two axes, and what derivatives of decompositions are made of: all of array functions,
// so that every transform passes through.
import { add, mul, sub } from "../array/arithmetic.js";
import { array } from "../array/create.js";
import type { Dtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape, transpose } from "../array/rearrange.js";
import { slice } from "../array/slicing.js";
import type { FloatArray } from "./operands.js";

/** Aᵀ of every matrix. */
export function transposed<D extends Dtype>(a: NDArray<D>): NDArray<D> {
  const axes = a.shape.map((_, axis) => axis);
  return transpose(a, [...axes.slice(0, -2), a.ndim - 1, a.ndim - 2]);
}

/** (A + Aᵀ)/2 */
export function symmetricPart(a: NDArray): NDArray {
  return mul(add(a, transposed(a)), 0.5);
}

/** A − Aᵀ */
export function skewPart(a: NDArray): NDArray {
  return sub(a, transposed(a));
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

/** Columns (or rows) of the last two axes. */
export function columnsOf<D extends Dtype>(a: NDArray<D>, from: number, to: number): NDArray<D> {
  const whole = a.shape.slice(1).map((): readonly [] => []);
  return slice(a, ...whole, [from, to]);
}

export function rowsOf<D extends Dtype>(a: NDArray<D>, from: number, to: number): NDArray<D> {
  const whole = a.shape.slice(2).map((): readonly [] => []);
  return slice(a, ...whole, [from, to]);
}

/** A vector [..., n] as columns [..., n, 1]. */
export function asColumns<D extends Dtype>(v: NDArray<D>): NDArray<D> {
  return reshape(v, [...v.shape, 1]);
}

/** A vector [..., n] as rows [..., 1, n]. */
export function asRows<D extends Dtype>(v: NDArray<D>): NDArray<D> {
  return reshape(v, [...v.shape.slice(0, -1), 1, v.shape.at(-1) ?? 1]);
}

/** What an element (i, j) is multiplied with. */
type Weight = (i: number, j: number) => number;

/** Elements of the last two axes times weights. */
export function weighted(a: NDArray, weight: Weight): NDArray {
  const [rows = 0, columns = 0] = a.shape.slice(-2);
  const { dtype } = a as FloatArray;
  const weights = Float64Array.from({ length: rows * columns }, (_, at) =>
    weight(Math.floor(at / columns), at % columns),
  );
  return mul(a, array(weights, { shape: [rows, columns], dtype }));
}

export const strictlyLower = (a: NDArray): NDArray => weighted(a, (i, j) => Number(i > j));
export const lower = (a: NDArray): NDArray => weighted(a, (i, j) => Number(i >= j));
export const upper = (a: NDArray): NDArray => weighted(a, (i, j) => Number(i <= j));
export const strictlyUpper = (a: NDArray): NDArray => weighted(a, (i, j) => Number(i < j));
