import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { flatten, flattenLike, unflatten, type Arrays } from "../core/pytree.js";
import { applied, type AnyFunction } from "./flat-function.js";
import { fitting } from "./jvp.js";
import { linearizeFlat, type Linearization } from "./linearize.js";
import { transposed } from "./transpose.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** The inputs' cotangents for cotangents of all outputs: ȳ ↦ ∂f(x)ᵀ·ȳ. */
export function pullBack(
  { derivative, moves }: Linearization,
  inputs: readonly NDArray[],
  cotangents: readonly NDArray[],
): NDArray[] {
  const moving = cotangents.filter((_, k) => moves[k]);
  const pulled = transposed(derivative, moving);
  return pulled.map((cotangent, k) => cotangent ?? zerosLike(inputs[k] as NDArray));
}

/**
 * Reverse-mode derivative: the value of f, and the function that pulls cotangents of the result back
 * to cotangents of the arguments, ȳ ↦ ∂f(x)ᵀ·ȳ. It may be called many times.
 *
 * @returns `[value, pullback]`; `pullback(cotangent)` gives one tree for each argument.
 * @throws {@link DtypeError} for arguments that are no floats.
 * @example
 * ```ts
 * const [y, pullback] = vjp((a, b) => a.mul(b), 2, 5);
 * pullback(1); // [array(5.), array(2.)]
 * ```
 */
export function vjp<F extends ArrayFunction>(f: F, ...primals: InputsOf<F>): Pullback<F>;
export function vjp<F extends AnyFunction>(f: F, ...primals: InputsOf<F>): Pullback<F>;
export function vjp<F extends AnyFunction>(f: F, ...primals: InputsOf<F>): Pullback<F> {
  const { flat, inputs, structure, result } = applied("vjp", f, primals);
  const linearization = linearizeFlat("vjp", flat, inputs);
  const value = result(linearization.outputs);
  const { structure: outputStructure } = flatten(value);
  const pullback = (cotangent: unknown): Arrays<Parameters<F>> => {
    const leaves = flattenLike("vjp", cotangent, outputStructure);
    const pulled = pullBack(linearization, inputs, fitting("vjp", linearization.outputs, leaves));
    return unflatten(structure, pulled) as Arrays<Parameters<F>>;
  };
  return [value as Arrays<ReturnType<F>>, pullback];
}

type Pullback<F extends AnyFunction> = [
  value: Arrays<ReturnType<F>>,
  pullback: (cotangent: unknown) => Arrays<Parameters<F>>,
];
