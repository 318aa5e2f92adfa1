import { bind } from "../core/bind.js";
import { recordClosed } from "../core/live-recording.js";
import type { Arrays } from "../core/pytree.js";
import { takenApart, type AnyFunction } from "./flat-function.js";
import { branchNumber, defineProgramCall } from "./program-call.js";
import type { ArrayFunction, Transformed } from "./transformed.js";

/**
 * The same function, of whose run reverse mode keeps the arguments alone: what it needs of the inside
 * is computed once more on the way back (Griewank and Walther 2000, "Revolve"; "rematerialisation").
 * Values and derivatives are the same; memory is traded for a second evaluation. It nests, and may
 * close over what is differentiated by.
 *
 * @returns A function of the same arguments. JS conditions on values are those of the first run.
 * @example
 * ```ts
 * const block = checkpoint((w, x) => nn.tanh(matmul(x, w)));
 * grad((w) => block(w, block(w, ones([1, 2]))).sum())(eye(2)).shape; // [2, 2]
 * ```
 */
export function checkpoint<F extends ArrayFunction>(f: F): Transformed<F>;
export function checkpoint<F extends AnyFunction>(f: F): Transformed<F>;
export function checkpoint<F extends AnyFunction>(f: F): Transformed<F> {
  return (...args) => {
    const { flat, inputs, result } = takenApart("checkpoint", f, args);
    const { program, captured } = recordClosed("checkpoint", inputs, flat);
    const outputs = bind(checkpointPrimitive, [branchNumber(0), ...inputs, ...captured], {
      branches: [program],
    });
    return result(outputs) as Arrays<ReturnType<F>>;
  };
}

const checkpointPrimitive = defineProgramCall("checkpoint");
