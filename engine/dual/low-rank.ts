import { symmetricEigen } from "./symmetric-eigen.js";

/** Σ λ u uᵀ. */
export interface LowRank {
  readonly weights: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/** What is kept of entries of order 1: those of a unit vector's square are 1/n. */
const TOLERANCE = 2e-15;

/** A symmetric matrix without what does not count. */
export function lowRank(matrix: Float64Array, n: number): LowRank {
  const least = TOLERANCE * Math.max(1, n / 8);
  const pairs = symmetricEigen(matrix, n, (value) => Math.abs(value) > least);
  return { weights: pairs.map(({ value }) => value), vectors: pairs.map(({ vector }) => vector) };
}

/** The list without the last ones that are empty; at least one. */
export function trimmed(list: readonly LowRank[]): readonly LowRank[] {
  const length = list.findLastIndex(({ weights }) => weights.length > 0) + 1;
  return list.slice(0, Math.max(1, length));
}

/** Vectors V with V·V′ the entries of a positive semidefinite matrix. */
export function factors(matrix: Float64Array, n: number): Float64Array[] {
  return symmetricEigen(matrix, n, (value) => value > TOLERANCE).map(({ value, vector }) =>
    vector.map((x) => x * Math.sqrt(value)),
  );
}
