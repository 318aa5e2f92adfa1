import { add, maximum, minimum, mul, sub } from "../array/arithmetic.js";
import { greater } from "../array/comparison.js";
import type { ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import type { Dual } from "../kernel/dual.js";
import type { Quadrature } from "./quadrature.js";
import { correlations } from "./rectified.js";

type OfArrays = (x: NDArray) => ArrayInput;

/**
 * The dual of an activation by a quadrature's n² points (x, y): means over u = √q (x cos θ/2 + y sin θ/2) and
 * u′ = √q′ (x cos θ/2 − y sin θ/2).
 */
export function planeDual({ nodes, weights }: Quadrature, value: OfArrays, slope: OfArrays): Dual {
  const n = nodes.length;
  const points = (f: (row: number, column: number) => number) =>
    new NDArray(
      Float64Array.from({ length: n * n }, (_, k) => f(Math.floor(k / n), k % n)),
      [n * n],
      "float64",
    );
  const x = points((row) => nodes[row] as number);
  const y = points((_, column) => nodes[column] as number);
  const weight = points((row, column) => (weights[row] as number) * (weights[column] as number));
  return {
    pairs: (pairs) => {
      const c = maximum(minimum(correlations(pairs).c, 1), -1);
      const along = mul(pointwise(safeRoot(mul(add(c, 1), 0.5))), x);
      const across = mul(pointwise(safeRoot(mul(sub(1, c), 0.5))), y);
      const u = mul(pointwise(safeRoot(pairs.q)), add(along, across));
      const v = mul(pointwise(safeRoot(pairs.q2)), sub(along, across));
      const mean = (f: OfArrays) => mul(mul(f(u), f(v)), weight).sum(-1);
      return { nngp: mean(value), slope: mean(slope) };
    },
  };
}

/** √x with derivative 0 at 0. */
export function safeRoot(x: NDArray): NDArray {
  const positive = greater(x, 0);
  return where(positive, sqrt(where(positive, x, 1)), 0);
}

/** One more axis for the quadrature's points. */
function pointwise(x: NDArray): NDArray {
  return x.reshape([...x.shape, 1]);
}
