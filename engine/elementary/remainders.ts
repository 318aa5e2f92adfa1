import { mul, neg } from "../array/arithmetic.js";
import type { Binary } from "../array/dtype-rule.js";
import { binary } from "../array/elementwise.js";
import type { NDArray } from "../array/ndarray.js";

/**
 * ⌊x/y⌋, broadcasting; its derivatives are 0. Integers stay integers; their quotient by 0 is 0, and that of an
 * infinity NaN, as in NumPy.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * floorDivide([7, -7], 2); // array([ 3., -4.])
 * ```
 */
export const floorDivide: Binary<"arithmetic"> = binary({
  name: "floorDivide",
  dtypes: "arithmetic",
  value: floorQuotient,
  int32: (x, y) => (y === 0 ? 0 : Math.floor(x / y)),
  jvp: [null, null],
});

/**
 * x − y⌊x/y⌋, broadcasting: the remainder with the sign of y, as in NumPy.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast.
 * @example
 * ```ts
 * mod([7, -7], 3); // array([1., 2.])
 * ```
 */
export const mod: Binary<"arithmetic"> = binary({
  name: "mod",
  dtypes: "arithmetic",
  value: floorRemainder,
  int32: (x, y) => (y === 0 ? 0 : floorRemainder(x, y)),
  jvp: [(t) => t, (t, [x, y]) => neg(mul(t, floorDivide(x as NDArray, y as NDArray)))],
});

/** JS' remainder has the sign of x and is exact. */
function floorRemainder(x: number, y: number): number {
  const rest = x % y;
  if (rest === 0) return y < 0 ? -0 : 0;
  return rest < 0 === y < 0 ? rest : rest + y;
}

/** From the exact remainder, since x/y may be rounded to the next whole number; infinity leaves none. */
function floorQuotient(x: number, y: number): number {
  if (y === 0) return x / y;
  if (Number.isFinite(x) && Math.abs(y) === Infinity) return x !== 0 && x < 0 !== y < 0 ? -1 : 0;
  return Math.round((x - floorRemainder(x, y)) / y);
}
