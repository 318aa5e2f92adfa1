import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DtypeError, NtkbookError, ShapeError } from "../errors.js";
import { flatten, flattenList, unflatten, type Structure } from "../core/pytree.js";

/**
 * Any function of pytrees. Parameters are of the bottom type so that every function fits; transforms
 * keep the function's own types.
 */
export type AnyFunction = (...args: never[]) => unknown;

/** The same function on the leaves of its arguments and of its result. */
export type FlatFunction = (leaves: readonly NDArray[]) => NDArray[];

/** A function with its arguments taken apart, as transforms work on it. */
export interface Applied {
  readonly flat: FlatFunction;
  readonly inputs: readonly NDArray[];
  readonly structure: Structure;
  /** Puts leaves together to a tree like the function's result; known after the first call. */
  readonly result: (leaves: readonly NDArray[]) => unknown;
}

/**
 * Takes a call apart for a transform that differentiates by all arguments.
 *
 * @throws {@link DtypeError} for leaves that are no floats.
 */
export function applied(caller: string, f: AnyFunction, args: readonly unknown[]): Applied {
  const call = takenApart(caller, f, args);
  checkFloats(caller, call.inputs);
  return call;
}

/** Takes a call apart. */
export function takenApart(caller: string, f: AnyFunction, args: readonly unknown[]): Applied {
  checkFunction(caller, f);
  const { leaves, structure } = flattenList(args);
  let resultStructure: Structure | undefined;
  const flat: FlatFunction = (inputs) => {
    const trees = unflatten(structure, inputs) as never[];
    const result = flatten(resultOf(caller, f(...trees)));
    resultStructure = result.structure;
    return result.leaves;
  };
  const result = (outputs: readonly NDArray[]): unknown => {
    if (resultStructure === undefined) throw new NtkbookError(`${caller}: f has not run yet`);
    return unflatten(resultStructure, outputs);
  };
  return { flat, inputs: leaves, structure, result };
}

/** What f gave, which must be something. */
export function resultOf(caller: string, result: unknown): unknown {
  if (result !== undefined) return result;
  throw new ShapeError(`${caller}: f gives undefined; a function body in braces needs return`);
}

export function checkFunction(caller: string, f: unknown): void {
  if (typeof f === "function") return;
  throw new NtkbookError(
    `${caller}: f is ${String(f)}; give a function, and its arguments afterwards: ${caller}(f)(x)`,
  );
}

/** @throws {@link DtypeError} naming the argument that cannot be differentiated by. */
export function checkFloats(caller: string, inputs: readonly NDArray[]): void {
  const wrong = inputs.find(({ dtype }) => !isFloat(dtype));
  if (wrong === undefined) return;
  throw new DtypeError(
    `${caller}: an argument of shape ${formatShape(wrong.shape)} is ${wrong.dtype}, which has no derivative; convert it first: x.astype("float64")`,
  );
}
