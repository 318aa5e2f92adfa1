import { onesLike } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DtypeError, ShapeError } from "../errors.js";
import { flatten, type Arrays } from "../core/pytree.js";
import { checkOptions } from "../options.js";
import { partial, type Argnums, type Selected } from "./argnums.js";
import type { AnyFunction } from "./flat-function.js";
import { linearizeFlat } from "./linearize.js";
import { pullBack } from "./vjp.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** Options of `grad` and `valueAndGrad`. */
export interface GradOptions<A extends Argnums = Argnums> {
  /** Which arguments to differentiate by, counted from 0; the first unless given. */
  readonly argnums?: A;
}

type Gradient<F extends AnyFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => Selected<Parameters<F>, A>;

type ValueAndGradient<F extends AnyFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => [Arrays<ReturnType<F>>, Selected<Parameters<F>, A>];

/**
 * The value of a scalar function and its gradient, for about the cost of three evaluations.
 *
 * @returns A function of f's arguments that gives `[value, gradient]`.
 * @throws {@link ShapeError} when f gives anything but one number; {@link DtypeError} for integers.
 * @example
 * ```ts
 * valueAndGrad((x) => x.mul(x).sum())([1, 2]); // [array(5.), array([2., 4.])]
 * ```
 */
export function valueAndGrad<F extends ArrayFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): ValueAndGradient<F, A>;
export function valueAndGrad<F extends AnyFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): ValueAndGradient<F, A>;
export function valueAndGrad<F extends AnyFunction, A extends Argnums>(
  f: F,
  options: GradOptions<A> = {},
): ValueAndGradient<F, A> {
  checkOptions("valueAndGrad", options, ["argnums"]);
  return (...args) => {
    const { value, gradient } = differentiate("valueAndGrad", f, args, options.argnums ?? 0);
    return [value as Arrays<ReturnType<F>>, gradient as Selected<Parameters<F>, A>];
  };
}

/**
 * The gradient of a scalar function, by reverse accumulation: a tree like the argument it belongs to.
 *
 * @returns A function of f's arguments that gives the gradient by the chosen one.
 * @throws {@link ShapeError} when f gives anything but one number; {@link DtypeError} for integers.
 * @example
 * ```ts
 * grad((x) => sin(x))(0); // array(1.)
 * grad((w, x) => matmul(x, w).sum(), { argnums: 1 })([1, 2], [[0, 0]]); // array([[1., 2.]])
 * ```
 */
export function grad<F extends ArrayFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): Gradient<F, A>;
export function grad<F extends AnyFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): Gradient<F, A>;
export function grad<F extends AnyFunction, A extends Argnums>(
  f: F,
  options: GradOptions<A> = {},
): Gradient<F, A> {
  checkOptions("grad", options, ["argnums"]);
  return (...args) => {
    const { gradient } = differentiate("grad", f, args, options.argnums ?? 0);
    return gradient as Selected<Parameters<F>, A>;
  };
}

function differentiate(
  caller: string,
  f: AnyFunction,
  args: readonly unknown[],
  argnums: Argnums,
): { readonly value: unknown; readonly gradient: unknown } {
  const call = partial(caller, f, args, argnums);
  const linearization = linearizeFlat(
    caller,
    (leaves) => [onlyNumber(caller, call.f(leaves))],
    call.inputs,
  );
  const [value] = linearization.outputs as readonly [NDArray];
  const pulled = pullBack(linearization, call.inputs, [onesLike(value)]);
  return { value, gradient: call.rebuild(pulled) };
}

/** What f gave, as the one number that a gradient belongs to. */
function onlyNumber(caller: string, result: unknown): NDArray {
  if (result === undefined) {
    throw new ShapeError(
      `${caller}: f gives undefined, not one number; a function body in braces needs return`,
    );
  }
  const { leaves } = flatten(result);
  const [value] = leaves;
  if (value === undefined || leaves.length > 1 || value.ndim > 0) {
    const given = leaves.map(({ shape }) => formatShape(shape)).join(", ");
    throw new ShapeError(
      `${caller}: f gives ${leaves.length === 1 ? `an array of shape ${given}` : `${leaves.length} arrays`}, not one number; sum its result, or use jacobian or vjp`,
    );
  }
  if (isFloat(value.dtype)) return value;
  throw new DtypeError(`${caller}: f gives ${value.dtype}, which has no derivative`);
}
