import { batchSize } from "../array/batching.js";
import type { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import { bind } from "../core/bind.js";
import { define, type Forward, type Primitive, type Tangent } from "../core/primitive.js";
import { flattenLike, type Arrays } from "../core/pytree.js";
import {
  callBack,
  checkPlain,
  customCall,
  ofFloats,
  resultsOf,
  withZeros,
  type CustomCall,
  type CustomOptions,
  type Given,
} from "./custom-call.js";
import { checkOptions } from "../options.js";
import type { AnyFunction, FlatFunction } from "./flat-function.js";
import { fitting } from "./jvp.js";
import { vmapFlat } from "./vmap.js";
import type { ArrayFunction, Transformed } from "./transformed.js";

/** The derivative rule of a function, as `customJvp` takes it. */
export type JvpRule<F extends AnyFunction> = (
  primals: Given<Parameters<F>>,
  tangents: Given<Parameters<F>>,
) => readonly [value: unknown, tangent: unknown];

/**
 * A function with a derivative of one's own: `rule` takes the place of what its operations would give,
 * in every transform, forward and reverse. For what is exact but unstable, for approximations of a
 * derivative, and for functions whose inside is not differentiable.
 *
 * `rule(primals, tangents)` gets the arguments and their tangents as two lists (the tangent of an
 * argument named in `nondiffArgs` is null), and returns the value and its tangent. The tangent must be
 * linear in the tangents and be made of array functions, so that reverse mode can transpose it; it is
 * differentiated itself at higher orders.
 *
 * @param f - Of trees of arrays. Traced arrays must be arguments: f may not close over them.
 * @returns A function of the same arguments.
 * @throws {@link ShapeError} when the rule's tangent is not like its value; {@link DomainError} when
 *   the rule gives no pair; {@link TracerError} when f closes over a traced array.
 * @example
 * ```ts
 * const log1pExp = customJvp(
 *   (x) => log(exp(x).add(1)),
 *   ([x], [t]) => [nn.softplus(x), t.mul(nn.sigmoid(x))],
 * );
 * grad(log1pExp)(1000); // array(1.), where that of the operations is NaN
 * ```
 */
export function customJvp<F extends ArrayFunction>(
  f: F,
  rule: JvpRule<F>,
  options?: CustomOptions,
): Transformed<F>;
export function customJvp<F extends AnyFunction>(
  f: F,
  rule: JvpRule<F>,
  options?: CustomOptions,
): Transformed<F>;
export function customJvp<F extends AnyFunction>(
  f: F,
  rule: JvpRule<F>,
  options: CustomOptions = {},
): Transformed<F> {
  checkOptions("customJvp", options, ["nondiffArgs"]);
  const { nondiffArgs = [] } = options;
  return (...args) => {
    const call = customCall("customJvp", f, args, nondiffArgs);
    const params = { f: call.flat, rule: flatRule(call, rule) };
    const outputs = bind(customJvpPrimitive, call.inputs, params);
    checkPlain("customJvp", call.inputs, outputs);
    return call.result.build(outputs) as Arrays<ReturnType<F>>;
  };
}

type FlatRule = (primals: readonly NDArray[], tangents: readonly Tangent[]) => Forward;

interface CustomJvp {
  readonly f: FlatFunction;
  readonly rule: FlatRule;
}

function flatRule({ place, structures, result }: CustomCall, rule: JvpRule<AnyFunction>): FlatRule {
  return (primals, tangents) => {
    const moving = withZeros(tangents, primals);
    const directions = place(moving).map((tree, k) => (structures[k] === null ? null : tree));
    const pair: unknown = callBack([...primals, ...moving], () =>
      rule(place(primals) as never, directions as never),
    );
    if (!Array.isArray(pair) || pair.length !== 2) {
      throw new DomainError("customJvp: the rule must return the pair [value, tangent]");
    }
    const outputs = result.take(pair[0]);
    const moved = flattenLike("customJvp: the rule's tangent", pair[1], result.known());
    const fitted = fitting("customJvp: the rule's tangent", outputs, moved);
    return { outputs, tangents: ofFloats(outputs, fitted) };
  };
}

const customJvpPrimitive: Primitive<CustomJvp> = define<CustomJvp>({
  name: "customJvp",
  value: (inputs, { f }) => f(inputs),
  abstract: (inputs, { f }) => resultsOf("customJvp", f, inputs),
  forward: (inputs, tangents, { rule }) => rule(inputs, tangents),
  jvp: ({ inputs, params }, tangents) => params.rule(inputs, tangents).tangents,
  batch: (inputs, batched, { f, rule }) => {
    const size = batchSize(inputs, batched);
    return bind(customJvpPrimitive, inputs, {
      f: (given) => vmapFlat("vmap", f, given, batched, size),
      rule: batchedRule(rule, batched, size),
    });
  },
});

/** The rule for many examples: tangents have them where their values do. */
function batchedRule(rule: FlatRule, batched: readonly boolean[], size: number): FlatRule {
  return (primals, tangents) => {
    let moves: readonly boolean[] = [];
    const directions = withZeros(tangents, primals);
    const results = vmapFlat(
      "vmap",
      (given) => {
        const moving = tangents.map((t, k) => (t ? (given[primals.length + k] as NDArray) : null));
        const pushed = rule(given.slice(0, primals.length), moving);
        moves = pushed.tangents.map((tangent) => tangent !== null);
        return [...pushed.outputs, ...pushed.tangents.filter((tangent) => tangent !== null)];
      },
      [...primals, ...directions],
      [...batched, ...batched],
      size,
    );
    const moved = results.slice(moves.length);
    return {
      outputs: results.slice(0, moves.length),
      tangents: moves.map((move) => (move ? (moved.shift() ?? null) : null)),
    };
  };
}
