// Points at which functions are smooth, and how calls become samples.
import * as nt from "../../../../engine/index.js";
import type { NDArray } from "../../../../engine/index.js";

/** A function of some arrays, and where to differentiate it. */
export interface Sample {
  readonly f: (...inputs: NDArray[]) => NDArray;
  readonly at: readonly NDArray[];
}

export const vector = nt.array([0.3, -1.2, 0.7, 2.1]);
export const positive = nt.array([0.4, 1.3, 0.9, 2.2]);
export const matrix = nt.array([
  [0.5, -0.4, 1.1],
  [1.7, 0.2, -0.9],
]);
export const row = nt.array([0.6, -1.4, 0.8]);
export const stack = nt.array([
  [
    [0.1, 0.9],
    [-0.7, 0.4],
    [1.2, -0.3],
  ],
  [
    [0.8, -0.2],
    [0.5, 1.5],
    [-1.1, 0.6],
  ],
]);

/** Numbers without a pattern. */
export const noise = (...shape: number[]): NDArray =>
  nt.array(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) =>
      Math.sin(5 * i * i + 1),
    ),
    { shape },
  );

export const one = (f: (x: NDArray) => NDArray, at: NDArray = vector): Sample => ({
  f: (x) => f(x),
  at: [at],
});
export const two = (f: (x: NDArray, y: NDArray) => NDArray, x: NDArray, y: NDArray): Sample => ({
  f: (a, b) => f(a, b),
  at: [x, y],
});

/** With a plain factor, for functions whose derivative is zero. */
export const constant = (f: (x: NDArray) => NDArray): Sample =>
  one((x) => f(x).astype("float64").mul(x));

export type Samples = Readonly<Record<string, readonly Sample[]>>;
