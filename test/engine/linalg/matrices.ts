// Matrices and loops that the tests of this folder compare with.
import { NDArray } from "../../../engine/array/ndarray.js";
import type { FloatDtype } from "../../../engine/array/dtype.js";

export const dtypes: readonly FloatDtype[] = ["float64", "float32"];

/** Unit roundoff times two, the ε of the textbooks. */
export const epsilon: Readonly<Record<FloatDtype, number>> = {
  float64: 2 ** -52,
  float32: 2 ** -23,
};

/** Lengths around the edges of vectors, panels and blocks. */
export const oddSizes = [1, 2, 3, 5, 7, 17, 130];

/** Reproducible numbers in (−1, 1): a linear congruential sequence (Numerical Recipes' constants). */
export function noise(rows: number, columns: number, dtype: FloatDtype, seed = 1) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * 0.999;
  };
  const values = Array.from({ length: rows * columns }, next);
  const data = dtype === "float64" ? Float64Array.from(values) : Float32Array.from(values);
  return new NDArray<FloatDtype>(data, [rows, columns], dtype);
}

/** Well conditioned: B Bᵀ / n + 1. */
export function positiveDefinite(n: number, dtype: FloatDtype, seed = 1) {
  const b = noise(n, n, "float64", seed);
  const a = product(b, transposed(b));
  a.data.forEach((value, i) => (a.data[i] = value / n + (i % (n + 1) === 0 ? 1 : 0)));
  const data = dtype === "float64" ? a.data : Float32Array.from(a.data);
  return new NDArray<FloatDtype>(data, [n, n], dtype);
}

export function at({ data, shape: [, columns = 0] }: NDArray, i: number, j: number): number {
  return data[i * columns + j] as number;
}

/** A matrix from a rule for its elements. */
export function build(rows: number, columns: number, rule: (i: number, j: number) => number) {
  const data = Float64Array.from({ length: rows * columns }, (_, at) =>
    rule(Math.floor(at / columns), at % columns),
  );
  return new NDArray(data, [rows, columns], "float64");
}

export function lengths({ shape: [rows = 0, columns = 0] }: NDArray) {
  return { rows, columns };
}

/** A B in float64, by the definition. */
export function product(a: NDArray, b: NDArray): NDArray<"float64"> {
  const { rows, columns: depth } = lengths(a);
  return build(rows, lengths(b).columns, (i, j) => {
    let sum = 0;
    for (let k = 0; k < depth; k++) sum += at(a, i, k) * at(b, k, j);
    return sum;
  });
}

export function transposed(a: NDArray): NDArray<"float64"> {
  const { rows, columns } = lengths(a);
  return build(columns, rows, (i, j) => at(a, j, i));
}

/** max |a − b| */
export function distance(a: NDArray, b: NDArray): number {
  let largest = 0;
  a.data.forEach((value, i) => {
    const difference = Math.abs(value - (b.data[i] as number));
    if (!(difference <= largest)) largest = difference;
  });
  return largest;
}

/** The bytes of each array, to compare results bit for bit. */
export function bits(...arrays: NDArray[]): string {
  return arrays
    .map(({ data }) =>
      Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1"),
    )
    .join("|");
}
