import { mul } from "../array/arithmetic.js";
import { astype } from "../array/rearrange.js";
import { split, type Key } from "../random/key.js";
import { normal } from "../random/normal.js";
import { unflatten, type Arrays } from "../core/pytree.js";
import { ShapeError } from "../errors.js";
import { applied, type AnyFunction } from "./flat-function.js";
import { jvpFlat } from "./jvp.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/**
 * The forward gradient (Baydin et al. 2022, "Gradients without backpropagation", eq. 1): the
 * derivative in one random direction times that direction, (∇f(x)·v) v with v ~ N(0, I). Its mean is
 * the gradient; it costs one jvp, and no memory of the computation.
 *
 * @returns A function of f's arguments that gives `[value, estimate]`, the estimate like the first
 *   argument.
 * @throws {@link ShapeError} when f gives anything but one number.
 * @example
 * ```ts
 * const [value, estimate] = forwardGradient((x) => x.mul(x).sum(), random.key(0))([1, 2]);
 * estimate.shape; // [2]
 * ```
 */
export function forwardGradient<F extends ArrayFunction>(f: F, key: Key): ForwardGradient<F>;
export function forwardGradient<F extends AnyFunction>(f: F, key: Key): ForwardGradient<F>;
export function forwardGradient<F extends AnyFunction>(f: F, key: Key): ForwardGradient<F> {
  return (...args) => {
    const [first, ...others] = args as readonly unknown[];
    const byFirst = (x: unknown) => f(...([x, ...others] as never[]));
    const call = applied("forwardGradient", byFirst, [first]);
    const keys = split(key, call.inputs.length);
    const direction = call.inputs.map(({ shape, dtype }, k) =>
      astype(normal(keys[k] as Key, shape), dtype),
    );
    const { outputs, tangents } = jvpFlat("forwardGradient", call.flat, call.inputs, direction);
    const [slope] = tangents;
    if (slope === undefined || outputs.length !== 1 || slope.ndim > 0) {
      throw new ShapeError("forwardGradient: f must give one number; sum its result");
    }
    const [estimate] = unflatten(
      call.structure,
      direction.map((v) => mul(v, slope)),
    ) as unknown[];
    return [call.result(outputs) as Arrays<ReturnType<F>>, estimate as Arrays<Parameters<F>[0]>];
  };
}

type ForwardGradient<F extends AnyFunction> = (
  ...args: InputsOf<F>
) => [Arrays<ReturnType<F>>, Arrays<Parameters<F>[0]>];
