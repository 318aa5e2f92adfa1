// What functions with rules of their own share: which arguments are differentiated by, and how trees
// become the flat lists that primitives work on.
import { zerosLike } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { outsideReserve } from "../array/reserve.js";
import { DomainError, NtkbookError } from "../errors.js";
import type { Abstract, Tangent } from "../core/primitive.js";
import { flatten, unflatten, type Arrays, type Structure } from "../core/pytree.js";
import { record } from "../core/recording.js";
import { closedOver, innermost } from "../core/trace.js";
import { checkFunction, type AnyFunction, type FlatFunction } from "./flat-function.js";

/** Options of `customJvp` and `customVjp`. */
export interface CustomOptions {
  /**
   * Arguments that are no arrays, or not differentiated by, counted from 0: functions, names, options.
   * They are handed on as they are.
   */
  readonly nondiffArgs?: readonly number[];
}

/** Arguments as a rule gets them: trees of arrays; what holds no arrays as it is. */
export type Given<Args extends readonly unknown[]> = {
  readonly [K in keyof Args]: Args[K] extends AnyFunction | string ? Args[K] : Arrays<Args[K]>;
};

/** A call whose function has rules of its own. */
export interface CustomCall {
  /** The function on the leaves of the arguments that are differentiated by. */
  readonly flat: FlatFunction;
  readonly inputs: readonly NDArray[];
  /** All arguments, with these leaves in those that are differentiated by. */
  readonly place: (leaves: readonly NDArray[]) => unknown[];
  /** The structures of the arguments; null for those that are not differentiated by. */
  readonly structures: readonly (Structure | null)[];
  /** The structure of the result; known after the first run of the function or its rule. */
  readonly result: ResultStructure;
}

/** Remembers what the function's result looks like. */
export class ResultStructure {
  private structure: Structure | undefined;

  /** The leaves of a result. */
  take(tree: unknown): NDArray[] {
    const { leaves, structure } = flatten(tree);
    this.structure = structure;
    return leaves;
  }

  /** A tree like the result. */
  build(leaves: readonly NDArray[]): unknown {
    return unflatten(this.known(), leaves);
  }

  known(): Structure {
    if (this.structure === undefined) throw new NtkbookError("the function has not run yet");
    return this.structure;
  }
}

/** Takes a call apart. */
export function customCall(
  caller: string,
  f: AnyFunction,
  args: readonly unknown[],
  nondiffArgs: readonly number[],
): CustomCall {
  checkFunction(caller, f);
  checkNondiff(caller, nondiffArgs, args.length);
  const flats = args.map((tree, k) => (nondiffArgs.includes(k) ? null : flatten(tree)));
  const place = (leaves: readonly NDArray[]): unknown[] => {
    let next = 0;
    return flats.map((flat, k) => {
      if (flat === null) return args[k];
      const start = next;
      next += flat.leaves.length;
      return unflatten(flat.structure, leaves.slice(start, next));
    });
  };
  const result = new ResultStructure();
  return {
    flat: (leaves) => result.take(callBack(leaves, () => f(...(place(leaves) as never[])))),
    inputs: flats.flatMap((flat) => flat?.leaves ?? []),
    place,
    structures: flats.map((flat) => flat?.structure ?? null),
    result,
  };
}

/** Calls a function of the person, who may keep what they get and make. */
export function callBack<T>(given: readonly NDArray[], call: () => T): T {
  const plain = given.filter(({ trace }) => trace === undefined);
  return outsideReserve(plain, call);
}

function checkNondiff(caller: string, nondiffArgs: readonly number[], count: number): void {
  const wrong = nondiffArgs.find((k) => !Number.isInteger(k) || k < 0 || k >= count);
  if (wrong === undefined) return;
  throw new DomainError(
    `${caller}: nondiffArgs [${nondiffArgs.join(", ")}] of a call with ${count} arguments; they are counted from 0`,
  );
}

/** What is known of a function's results before it has numbers. */
export function resultsOf(
  owner: string,
  f: FlatFunction,
  inputs: readonly Abstract[],
): readonly Abstract[] {
  const { equations, outputs } = record(owner, inputs, f);
  const foreign = innermost(equations.flatMap((equation) => equation.inputs).filter(isTraced));
  if (foreign) throw closedOver(owner, foreign.owner);
  return outputs.map(({ shape, dtype }) => ({ shape, dtype }));
}

function isTraced(atom: Abstract): atom is NDArray {
  return "trace" in atom && atom.trace !== undefined;
}

/** @throws {@link TracerError} when plain inputs gave traced outputs. */
export function checkPlain(
  owner: string,
  inputs: readonly NDArray[],
  outputs: readonly NDArray[],
): void {
  const foreign = innermost(outputs);
  if (foreign && innermost(inputs) === undefined) throw closedOver(owner, foreign.owner);
}

/** Tangents as arrays, as rules of people get them. */
export function withZeros(tangents: readonly Tangent[], like: readonly Abstract[]): NDArray[] {
  return like.map((value, k) => tangents[k] ?? zerosLike(value));
}

/** The tangents of outputs that can move. */
export function ofFloats(outputs: readonly Abstract[], tangents: readonly NDArray[]): Tangent[] {
  return outputs.map(({ dtype }, k) => (isFloat(dtype) ? (tangents[k] ?? null) : null));
}
