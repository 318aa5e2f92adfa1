import type { NDArray } from "../array/ndarray.js";
import type { Examples } from "./model.js";

/** A kernel made of what is computed of each example (features) and then of pairs of them. */
export interface PairMethod<Features> {
  /** Bytes that an example's features take, with what computing them takes. */
  readonly bytes: number;
  /** Bytes that a pair takes while it is worked on, its part of the kernel included. */
  readonly pairBytes: number;
  /** Bytes that are taken whatever the number of examples. */
  readonly baseBytes: number;
  features(examples: Examples): Features;
  /** Those of examples first … end − 1. */
  part(features: Features, first: number, end: number): Features;
  /** [n, n′, diagonal, paired, paired′]; null as second: the first with itself. */
  pairs(first: Features, second: Features | null): NDArray;
  /** [n, 1, diagonal, paired, paired′]: each example with the one at its place. */
  same(first: Features, second: Features | null): NDArray;
}

/** The same with each part of the kernel passed through a function. */
export function mapped<F>(method: PairMethod<F>, change: (x: NDArray) => NDArray): PairMethod<F> {
  return {
    ...method,
    pairs: (first, second) => change(method.pairs(first, second)),
    same: (first, second) => change(method.same(first, second)),
  };
}
