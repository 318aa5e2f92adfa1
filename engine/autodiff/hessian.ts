import type { NDArray } from "../array/ndarray.js";
import type { Arrays } from "../core/pytree.js";
import { flatten, flattenLike, unflatten } from "../core/pytree.js";
import type { AnyFunction } from "./flat-function.js";
import { grad } from "./grad.js";
import { jacfwd, type Jacobian } from "./jacobian.js";
import { fitting, jvpFlat } from "./jvp.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/**
 * The Hessian ∂²f/∂x_i∂x_j of a scalar function, by forward over reverse mode.
 *
 * @returns A function of f's arguments; for an array x it has the axes of x twice.
 * @throws {@link ShapeError} when f gives anything but one number.
 * @example
 * ```ts
 * hessian((x) => x.mul(x).mul(x).sum())([1, 2]); // array([[ 6.,  0.], [ 0., 12.]])
 * ```
 */
export function hessian<F extends ArrayFunction>(f: F): HessianFunction<F>;
export function hessian<F extends AnyFunction>(f: F): HessianFunction<F>;
export function hessian<F extends AnyFunction>(f: F): HessianFunction<F> {
  return jacfwd(grad(f)) as HessianFunction<F>;
}

type HessianFunction<F extends AnyFunction> = (
  ...args: InputsOf<F>
) => Jacobian<Parameters<F>[0], Parameters<F>[0]>;

/**
 * The Hessian of a scalar function times a vector, ∇²f(x)·v, without the Hessian: the derivative of the
 * gradient in the direction v (Pearlmutter 1994).
 *
 * @param x - The argument of f, a tree.
 * @param v - A tree like it.
 * @throws {@link ShapeError} when v does not fit x, or f gives anything but one number.
 * @example
 * ```ts
 * hvp((x) => x.mul(x).mul(x).sum(), [1, 2], [1, 1]); // array([ 6., 12.])
 * ```
 */
export function hvp<X>(f: (x: Arrays<X>) => NDArray, x: X, v: X): Arrays<X> {
  const { leaves, structure } = flatten(x);
  const direction = fitting("hvp", leaves, flattenLike("hvp", v, structure));
  const gradient = grad(f);
  const { tangents } = jvpFlat(
    "hvp",
    (given) => flatten(gradient(unflatten(structure, given) as Arrays<X>)).leaves,
    leaves,
    direction,
  );
  return unflatten(structure, tangents) as Arrays<X>;
}
