// The types of functions that transforms take and of those that they give.
import type { ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import type { Nested } from "../array/nested.js";
import type { Arrays } from "../core/pytree.js";
import type { Key } from "../random/key.js";
import type { AnyFunction } from "./flat-function.js";

/**
 * A function of arrays. Transforms name this type before that of any function, so that the parameters of
 * `grad((x) => x.mul(x).sum())`, which say nothing of themselves, are arrays.
 */
export type ArrayFunction = (...args: NDArray[]) => unknown;

/** What may be given where T is asked for: numbers and nested lists for arrays, trees of them for trees. */
export type Input<T> = T extends NDArray
  ? ArrayInput
  : T extends Key | Nested | ArrayBufferView | AnyFunction | string | null | undefined
    ? T
    : T extends object
      ? { [K in keyof T]: Input<T[K]> }
      : T;

/** The arguments of a transformed function: those of the function itself always fit. */
export type InputsOf<F extends AnyFunction> = EachInput<Parameters<F>>;
type EachInput<Args> = { [K in keyof Args]: Args[K] | Input<Args[K]> };

/** What takes a function's place, with arrays at the leaves of its result. */
export type Transformed<F extends AnyFunction> = (...args: InputsOf<F>) => Arrays<ReturnType<F>>;
