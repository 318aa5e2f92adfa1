import type { AnyFunction } from "../autodiff/flat-function.js";
import type { Arrays } from "../core/pytree.js";
import { asWritten } from "../array/shape.js";
import { DomainError } from "../errors.js";
import { callOf } from "./model.js";
import { outputKernels } from "./nngp.js";
import { tangentKernels } from "./ntk.js";
import {
  ntkSettings,
  type InputOf,
  type NtkOptions,
  type ParamsOf,
  type RestOf,
} from "./options.js";

/** Kernels of a finite network: the covariance of its outputs, and its tangent kernel. */
export type EmpiricalGet = "nngp" | "ntk";

/** One kernel for one name, an object of them for a list. */
export type EmpiricalKernels<Get, Kernel> = Get extends readonly EmpiricalGet[]
  ? { readonly [Name in Get[number]]: Kernel }
  : Kernel;

/**
 * `empirical.ntk` and `empirical.nngp` in one, to be called as an infinite network's `kernel` is, with the
 * parameters at the end.
 *
 * @param f - (params, x, …rest) ↦ outputs.
 * @returns (x1, x2, get, params, …rest) ↦ the kernel `get`, or an object of those that it lists.
 * @throws {@link DomainError} for a `get` that is none; and what `empirical.ntk` throws.
 * @example
 * ```ts
 * const f = (w: NDArray, x: NDArray) => matmul(x, w);
 * const kernel = empirical.kernel(f);
 * const x = array([[1, 2], [3, 4]]);
 * const w = array([[1], [1]]);
 * kernel(x, null, "nngp", w); // array([[ 9., 21.], [21., 49.]])
 * kernel(x, null, ["nngp", "ntk"], w).ntk; // array([[ 5., 11.], [11., 25.]])
 * ```
 */
export function kernel<F extends AnyFunction>(
  f: F,
  options: NtkOptions = {},
): <const Get extends EmpiricalGet | readonly EmpiricalGet[]>(
  x1: InputOf<F>,
  x2: InputOf<F> | null,
  get: Get,
  params: ParamsOf<F>,
  ...rest: RestOf<F>
) => EmpiricalKernels<Get, Arrays<ReturnType<F>>> {
  const caller = "empirical.kernel";
  const settings = ntkSettings(caller, options);
  return (x1, x2, get, params, ...rest) => {
    const call = callOf(caller, settings, { f, x1, x2, params, rest });
    const one = (name: string): unknown => {
      if (name === "ntk") return tangentKernels(call, settings);
      if (name === "nngp") return outputKernels(call, settings);
      throw new DomainError(`${caller}: get = ${asWritten(name)}; use "ntk", "nngp" or a list`);
    };
    const result = Array.isArray(get)
      ? Object.fromEntries(get.map((name: string) => [name, one(name)]))
      : one(get as string);
    return result as EmpiricalKernels<typeof get, Arrays<ReturnType<F>>>;
  };
}
