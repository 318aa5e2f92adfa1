import { abs, mul, pow } from "../array/arithmetic.js";
import { equal } from "../array/comparison.js";
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { transpose } from "../array/rearrange.js";
import { max, min, sum } from "../array/reductions.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { sqrt } from "../array/transcendental.js";
import { where } from "../array/where.js";
import { DomainError, ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { asReal, type RealOf } from "./operands.js";
import { singularValues } from "./svd.js";

/** Norms of matrices: Frobenius, nuclear (Σσ); 1: largest column sum, 2: largest σ, Infinity: largest row sum. */
export type NormOrder = "fro" | "nuc" | number;

export interface NormOptions {
  /** For vectors any number p: (Σ|x|ᵖ)^(1/p), the largest |x| for Infinity, the smallest for −Infinity. */
  readonly ord?: NormOrder;
  /** One axis: norms of vectors; two: norms of matrices. */
  readonly axis?: number | readonly [number, number];
}

/**
 * Norms of vectors and matrices. Without options the root of the sum of all squares; with `ord` alone that
 * of a vector, or of the matrices of the last two axes.
 *
 * The derivative of a norm where it has a kink is a subgradient: 0 at 0. Second derivatives of "nuc" and 2
 * are those of singular values, and wrong where some of them are equal; see `svd`. Norms of nothing are 0.
 *
 * @param x - Any shape.
 * @param options - `ord`: for matrices "fro", "nuc", 1, 2 and Infinity; for vectors any number. `axis`:
 *   one for vectors, two for matrices. The order alone will do: `norm(x, 1)`.
 * @returns The shape of `x` without those axes.
 * @throws {@link ShapeError} for axes that there are not.
 * @throws {@link DomainError} for a norm that there is not.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * norm([3, 4]); // array(5.)
 * norm([[1, -2], [3, 4]], { ord: 1 }); // array(6.)
 * norm([[1, -2], [3, 4]], Infinity); // array(7.)
 * norm([[3, 4], [0, 1]], { axis: 1 }); // array([5., 1.])
 * ```
 */
export function norm<X extends ArrayInput>(
  x: X,
  options: NormOptions | NormOrder = {},
): NDArray<RealOf<X>> {
  const given: NormOptions = typeof options === "object" ? options : { ord: options };
  checkOptions("norm", given, ["ord", "axis"]);
  const { ord, axis } = given;
  return normOf(asReal(x), ord, axis) as NDArray<RealOf<X>>;
}

function normOf(x: NDArray, ord: NormOptions["ord"], axis: NormOptions["axis"]): NDArray {
  if (axis === undefined) {
    if (ord === undefined) return rootOf(sum(mul(x, x)));
    return x.ndim === 1 ? vectorNorm(x, ord, 0) : matrixNorm(x, ord);
  }
  if (typeof axis === "number") return vectorNorm(x, ord ?? 2, axis);
  const [row, column] = axis.map((k) => normaliseAxis("norm", k, x.ndim)) as [number, number];
  const others = x.shape.flatMap((_, k) => (k === row || k === column ? [] : [k]));
  return matrixNorm(transpose(x, [...others, row, column]), ord ?? "fro");
}

/** Of the matrices of the last two axes. */
export function matrixNorm(x: NDArray, ord: NormOptions["ord"]): NDArray {
  if (x.ndim < 2) {
    throw new ShapeError(
      `norm: the shape ${formatShape(x.shape)} has no two axes for the matrix norm ${String(ord)}`,
    );
  }
  if (ord === "fro") return rootOf(sum(mul(x, x), [-2, -1]));
  if (ord === "nuc") return sum(singularValues(x), -1);
  if (ord === 1) return largest(sum(abs(x), -2), -1);
  if (ord === Infinity) return largest(sum(abs(x), -1), -1);
  if (ord === 2) return first(singularValues(x));
  throw new DomainError(
    `norm: there is no matrix norm ${String(ord)}; use "fro", "nuc", 1, 2 or Infinity`,
  );
}

/** √x with the slope 0 at 0. */
function rootOf(x: NDArray): NDArray {
  const isZero = equal(x, 0);
  return where(isZero, 0, sqrt(where(isZero, 1, x)));
}

/** The largest of numbers ≥ 0, that of none being 0. */
function largest(x: NDArray, axis: number): NDArray {
  return x.shape.at(axis) === 0 ? sum(x, axis) : max(x, axis);
}

/** The largest of singular values, which comes first. */
function first(s: NDArray): NDArray {
  if (s.shape.at(-1) === 0) return sum(s, -1);
  const whole = s.shape.slice(1).map((): readonly [] => []);
  return slice(s, ...whole, 0);
}

function vectorNorm(x: NDArray, ord: NormOrder, axis: number): NDArray {
  if (typeof ord === "string") {
    throw new DomainError(`norm: there is no vector norm "${ord}"; use a number`);
  }
  if (ord === 2) return rootOf(sum(mul(x, x), axis));
  if (ord === 1) return sum(abs(x), axis);
  if (ord === Infinity) return largest(abs(x), axis);
  if (ord === -Infinity) return min(abs(x), axis);
  const powers = sum(pow(abs(x), ord), axis);
  const isZero = equal(powers, 0);
  return where(isZero, 0, pow(where(isZero, 1, powers), 1 / ord));
}
