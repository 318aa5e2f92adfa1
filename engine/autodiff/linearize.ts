import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import type { Tangent } from "../core/primitive.js";
import { evaluate, type Program } from "../core/program.js";
import { flattenLike, type Arrays } from "../core/pytree.js";
import { Recording } from "../core/recording.js";
import { withTrace } from "../core/trace.js";
import { applied, type AnyFunction, type FlatFunction } from "./flat-function.js";
import { JvpTrace } from "./jvp-trace.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** A function at a point: its outputs there, and its derivative as a linear program. */
export interface Linearization {
  readonly outputs: readonly NDArray[];
  /** Tangents of the inputs to tangents of the outputs. */
  readonly derivative: Program;
  /** For each output, whether it moves at all. */
  readonly moves: readonly boolean[];
}

/** Runs a function once, and records what happens to tangents. */
export function linearizeFlat(
  owner: string,
  f: FlatFunction,
  inputs: readonly NDArray[],
): Linearization {
  return withTrace(
    () => new Recording(owner),
    (recording) =>
      withTrace(
        () => new JvpTrace(owner),
        (trace) => {
          const tangents = inputs.map((input) => recording.input(input));
          const duals = inputs.map((input, k) => trace.dual(input, tangents[k] ?? null));
          const results = f(duals);
          const moved = results.map((result) => trace.tangentOf(result));
          const { equations, count } = recording;
          return {
            outputs: results.map((result) => trace.primalOf(result)),
            moves: moved.map((tangent) => tangent !== null),
            derivative: {
              inputs: tangents.map(({ variable }) => variable),
              equations,
              outputs: moved.flatMap((tangent) => (tangent ? [recording.atom(tangent)] : [])),
              count,
            },
          };
        },
      ),
  );
}

/** The outputs' tangents for tangents of all inputs. */
export function pushForward(
  { outputs, derivative, moves }: Linearization,
  tangents: readonly NDArray[],
): NDArray[] {
  const moved: Tangent[] = evaluate(derivative, tangents);
  return outputs.map((output, k) => (moves[k] ? moved.shift() : null) ?? zerosLike(output));
}

/**
 * The function's value at a point, and its derivative there as a linear function of tangents, which
 * may be called many times without running the function again.
 *
 * @returns `[value, pushforward]`; `pushforward(...tangents)` takes trees like the arguments.
 * @throws {@link DtypeError} for arguments that are no floats.
 * @example
 * ```ts
 * const [y, push] = linearize((x) => x.mul(x), 3);
 * push(1); // array(6.)
 * ```
 */
export function linearize<F extends ArrayFunction>(f: F, ...primals: InputsOf<F>): Linearized<F>;
export function linearize<F extends AnyFunction>(f: F, ...primals: InputsOf<F>): Linearized<F>;
export function linearize<F extends AnyFunction>(f: F, ...primals: InputsOf<F>): Linearized<F> {
  const { flat, inputs, structure, result } = applied("linearize", f, primals);
  const linearization = linearizeFlat("linearize", flat, inputs);
  const push = (...tangents: InputsOf<F>): Arrays<ReturnType<F>> => {
    const leaves = flattenLike("linearize", tangents, structure);
    return result(pushForward(linearization, leaves)) as Arrays<ReturnType<F>>;
  };
  return [result(linearization.outputs) as Arrays<ReturnType<F>>, push];
}

type Linearized<F extends AnyFunction> = [
  value: Arrays<ReturnType<F>>,
  pushforward: (...tangents: InputsOf<F>) => Arrays<ReturnType<F>>,
];
