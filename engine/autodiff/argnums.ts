import type { NDArray } from "../array/ndarray.js";
import { flattenList, unflatten, type Arrays } from "../core/pytree.js";
import { DomainError } from "../errors.js";
import { checkFloats, checkFunction, type AnyFunction } from "./flat-function.js";

/** Which arguments to differentiate by: one, or several as a list. */
export type Argnums = number | readonly number[];

/** The trees of a derivative by some arguments: one for a number, a list for a list. */
export type Selected<Args extends readonly unknown[], A extends Argnums> = A extends number
  ? Arrays<Args[A]>
  : A extends readonly number[]
    ? { [K in keyof A]: A[K] extends number ? Arrays<Args[A[K]]> : never }
    : never;

/** A call as a function of the chosen arguments alone. */
export interface Partial {
  /** On the leaves of the chosen arguments; gives the result as f gave it. */
  readonly f: (leaves: readonly NDArray[]) => unknown;
  readonly inputs: readonly NDArray[];
  /** Leaves like `inputs`, as the trees that `Selected` says. */
  readonly rebuild: (leaves: readonly NDArray[]) => unknown;
}

/**
 * Splits a call into the arguments that are differentiated by and constants.
 *
 * @throws {@link DomainError} for an argument that does not exist; {@link DtypeError} for one that
 *   holds no floats.
 */
export function partial(
  caller: string,
  f: AnyFunction,
  args: readonly unknown[],
  argnums: Argnums,
): Partial {
  checkFunction(caller, f);
  const chosen = typeof argnums === "number" ? [argnums] : argnums;
  const missing = chosen.find((k) => !Number.isInteger(k) || k < 0 || k >= args.length);
  if (missing !== undefined) {
    throw new DomainError(
      `${caller}: argnums ${String(argnums)} of a call with ${args.length} arguments; they are counted from 0`,
    );
  }
  const { leaves: inputs, structure } = flattenList(
    chosen.map((k) => args[k]),
    args,
  );
  checkFloats(caller, inputs);
  const restored = (leaves: readonly NDArray[]) => unflatten(structure, leaves) as unknown[];
  return {
    inputs,
    f: (leaves) => {
      const trees = restored(leaves);
      const all = [...args];
      chosen.forEach((k, at) => (all[k] = trees[at]));
      return f(...(all as never[]));
    },
    rebuild: (leaves) => (typeof argnums === "number" ? restored(leaves)[0] : restored(leaves)),
  };
}
