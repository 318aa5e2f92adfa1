import { ones, type ArrayInput } from "../array/create.js";
import { eye } from "../array/sequences.js";
import type { FloatDtype } from "../array/dtype.js";
import { mul } from "../array/arithmetic.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { inv } from "./inv.js";
import { matmul } from "./matmul.js";
import { asSquares, type RealOf } from "./operands.js";

/**
 * Aᵏ for whole k, by squaring; A⁰ is the identity, negative powers are those of the inverse.
 *
 * @param a - [..., n, n].
 * @param power - Any whole number.
 * @returns [..., n, n].
 * @throws {@link ShapeError} when the matrices are not square.
 * @throws {@link DomainError} when `power` is not whole, or negative for a singular matrix.
 * @throws {@link InterruptError} when the person asked to stop.
 * @example
 * ```ts
 * matrixPower([[1, 1], [0, 1]], 5); // array([[1., 5.], [0., 1.]])
 * ```
 */
export function matrixPower<A extends ArrayInput>(a: A, power: number): NDArray<RealOf<A>> {
  const x = asSquares("matrixPower", "a", a);
  if (!Number.isInteger(power)) {
    throw new DomainError(`matrixPower: power = ${power}; it must be a whole number`);
  }
  return powerOf(x, power) as NDArray<RealOf<A>>;
}

function powerOf(x: NDArray<FloatDtype>, power: number): NDArray {
  if (power < 0) return powerOf(inv(x), -power);
  if (power === 0) return identities(x);
  if (power === 1) return x;
  const half = powerOf(x, Math.floor(power / 2));
  const square = matmul(half, half);
  return power % 2 === 0 ? square : matmul(square, x);
}

function identities({ shape, dtype }: NDArray<FloatDtype>): NDArray {
  const n = shape.at(-1) ?? 0;
  return mul(ones([...shape.slice(0, -2), 1, 1], { dtype }), eye(n, { dtype }));
}
