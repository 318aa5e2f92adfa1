import { batchSize } from "../array/batching.js";
import type { NDArray } from "../array/ndarray.js";
import { broadcastTo } from "../array/broadcast.js";
import { DomainError } from "../errors.js";
import { bind } from "../core/bind.js";
import {
  define,
  type Abstract,
  type Forward,
  type Primitive,
  type Tangent,
} from "../core/primitive.js";
import { flatten, flattenLike, unflatten, type Arrays, type Structure } from "../core/pytree.js";
import {
  callBack,
  checkPlain,
  customCall,
  resultsOf,
  type CustomCall,
  type CustomOptions,
  type Given,
} from "./custom-call.js";
import { checkOptions } from "../options.js";
import type { AnyFunction, FlatFunction } from "./flat-function.js";
import type { ArrayFunction, Transformed } from "./transformed.js";
import { fitting } from "./jvp.js";
import { batchedBackward, pendingTangents, type Backward } from "./pending-backward.js";
import { vmapFlat, vmapMarked } from "./vmap.js";

/**
 * A function with a reverse-mode derivative of one's own. When it is differentiated, `forward` runs in
 * its place and returns `[value, residuals]`, a tree of what the way back needs; `backward(residuals,
 * cotangent, ...nondiff)` returns a list with the cotangent of every argument, null for zero. Arguments
 * named in `nondiffArgs` have null there, and are handed to `backward` after the cotangent.
 *
 * Forward mode works where `backward` is linear in the cotangent: it is transposed. Higher orders
 * differentiate `backward`.
 *
 * @param f - Of trees of arrays. Traced arrays must be arguments: f may not close over them.
 * @returns A function of the same arguments.
 * @throws {@link ShapeError} when a cotangent is not like its argument; {@link DomainError} when
 *   `forward` gives no pair or `backward` no list; {@link TracerError} when f closes over a traced
 *   array; {@link NtkbookError} in forward mode when `backward` is not linear.
 * @example
 * ```ts
 * const clipGradient = customVjp(
 *   (x) => x,
 *   (x) => [x, null],
 *   (_, cotangent) => [clip(cotangent, -1, 1)],
 * );
 * grad((x) => clipGradient(x).mul(5).sum())([1, 2]); // array([1., 1.])
 * ```
 */
export function customVjp<F extends ArrayFunction, R>(
  f: F,
  forward: VjpForward<F, R>,
  backward: VjpBackward<F, R>,
  options?: CustomOptions,
): Transformed<F>;
export function customVjp<F extends AnyFunction, R>(
  f: F,
  forward: VjpForward<F, R>,
  backward: VjpBackward<F, R>,
  options?: CustomOptions,
): Transformed<F>;
export function customVjp<F extends AnyFunction, R>(
  f: F,
  forward: VjpForward<F, R>,
  backward: VjpBackward<F, R>,
  options: CustomOptions = {},
): Transformed<F> {
  checkOptions("customVjp", options, ["nondiffArgs"]);
  const { nondiffArgs = [] } = options;
  return (...args) => {
    const call = customCall("customVjp", f, args, nondiffArgs);
    const saving = flatForward(
      call,
      forward,
      backward,
      nondiffArgs.map((k) => args[k] as unknown),
    );
    const outputs = bind(customVjpPrimitive, call.inputs, { f: call.flat, forward: saving });
    checkPlain("customVjp", call.inputs, outputs);
    return call.result.build(outputs) as Arrays<ReturnType<F>>;
  };
}

/** The outputs, and what the way back needs. */
interface Saved {
  readonly outputs: readonly NDArray[];
  readonly residuals: readonly NDArray[];
  readonly backward: Backward;
}

type VjpForward<F extends AnyFunction, R> = (
  ...args: Given<Parameters<F>>
) => readonly [value: unknown, residuals: R];

type VjpBackward<F extends AnyFunction, R> = (
  residuals: Arrays<R>,
  cotangent: Arrays<ReturnType<F>>,
  ...nondiff: never[]
) => readonly unknown[];

type FlatForward = (inputs: readonly NDArray[]) => Saved;

interface CustomVjp {
  readonly f: FlatFunction;
  readonly forward: FlatForward;
}

function flatForward(
  call: CustomCall,
  forward: AnyFunction,
  backward: AnyFunction,
  nondiff: readonly unknown[],
): FlatForward {
  return (inputs) => {
    const pair: unknown = callBack(inputs, () => forward(...(call.place(inputs) as never[])));
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new DomainError("customVjp: forward must return the pair [value, residuals]");
    }
    const outputs = call.result.take(pair[0]);
    const { leaves: residuals, structure } = flatten(pair[1]);
    return {
      outputs,
      residuals,
      backward: (saved, cotangents) => {
        const trees = [unflatten(structure, saved), call.result.build(cotangents)];
        const given: unknown = callBack([...saved, ...cotangents], () =>
          backward(...([...trees, ...nondiff] as never[])),
        );
        return cotangentsOf(call, given, inputs);
      },
    };
  };
}

/** The leaves of the list that `backward` gave, checked against the arguments. */
function cotangentsOf(
  { structures }: CustomCall,
  given: unknown,
  inputs: readonly Abstract[],
): Tangent[] {
  if (!Array.isArray(given) || given.length !== structures.length) {
    throw new DomainError(
      `customVjp: backward must return a list with the cotangents of all ${structures.length} arguments, null for zero`,
    );
  }
  const rest = [...inputs];
  return given.flatMap((tree: unknown, k): Tangent[] => {
    const structure = structures[k];
    if (!structure) return [];
    const own = rest.splice(0, leafCount(structure));
    if (tree === null) return own.map(() => null);
    const caller = `customVjp: backward's cotangent of argument ${k}`;
    return fitting(caller, own, flattenLike(caller, tree, structure));
  });
}

function leafCount(structure: Structure): number {
  if (structure.kind === "leaf") return 1;
  if (structure.kind === "nothing") return 0;
  return structure.items.reduce((count, item) => count + leafCount(item), 0);
}

const customVjpPrimitive: Primitive<CustomVjp> = define<CustomVjp>({
  name: "customVjp",
  value: (inputs, { f }) => f(inputs),
  abstract: (inputs, { f }) => resultsOf("customVjp", f, inputs),
  forward: pushed,
  jvp: ({ inputs, params }, tangents) => pushed(inputs, tangents, params).tangents,
  batch: (inputs, batched, { f, forward }) => {
    const size = batchSize(inputs, batched);
    return bind(customVjpPrimitive, inputs, {
      f: (given) => vmapFlat("vmap", f, given, batched, size),
      forward: batchedForward(forward, batched, size),
    });
  },
});

function pushed(
  inputs: readonly NDArray[],
  tangents: readonly Tangent[],
  { forward }: CustomVjp,
): Forward {
  const { outputs, residuals, backward } = forward(inputs);
  return { outputs, tangents: pendingTangents(residuals, tangents, { outputs, backward }) };
}

/** For many examples: what does not differ between them is saved once. */
function batchedForward(
  forward: FlatForward,
  batched: readonly boolean[],
  size: number,
): FlatForward {
  return (inputs) => {
    const own: { saved?: Saved } = {};
    const run: FlatFunction = (given) => {
      own.saved = forward(given);
      return [...own.saved.outputs, ...own.saved.residuals];
    };
    const all = vmapMarked("vmap", run, inputs, batched, size);
    const count = own.saved?.outputs.length ?? 0;
    const backward = own.saved?.backward ?? (() => []);
    const outputs = all.outputs.slice(0, count).map((output, k) => {
      return all.batched[k] === true ? output : broadcastTo(output, [size, ...output.shape]);
    });
    return {
      outputs,
      residuals: all.outputs.slice(count),
      backward: batchedBackward(backward, {
        residuals: all.batched.slice(count),
        inputs: batched,
        size,
      }),
    };
  };
}
