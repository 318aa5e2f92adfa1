import { takenApart, type AnyFunction } from "../autodiff/flat-function.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import {
  flatten,
  formatStructure,
  unflatten,
  type Arrays,
  type Structure,
} from "../core/pytree.js";
import { record } from "../core/recording.js";
import { closesOverTraced } from "./closed.js";
import { compiled, type Compiled } from "./compile.js";
import type { ArrayFunction, Transformed } from "../autodiff/transformed.js";

interface Ready {
  readonly run: Compiled;
  readonly result: Structure;
}

/**
 * A function of arrays that is traced once for every structure, shapes and dtypes of its arguments;
 * calls then run the program that was recorded. Repeated and unused operations are left out, what is
 * known while tracing is computed then, and chains of elementwise operations run as one loop.
 *
 * The function must be pure: JS code in it runs while it is traced, never again. JS conditions on
 * values are refused; use `where`, `cond` and `whileLoop`. JS numbers among the arguments become
 * arrays of shape [], float32 where all arrays of floats among them are. Transforms pass through, inside and outside: `jit(grad(f))` and
 * `grad(jit(f))`.
 *
 * @throws {@link TracerError} when the function asks for a value while it is traced.
 * @example
 * ```ts
 * const norm = jit((x) => sqrt(x.mul(x).sum()));
 * norm([3, 4]); // array(5.)
 * ```
 */
export function jit<F extends ArrayFunction>(f: F): Transformed<F>;
export function jit<F extends AnyFunction>(f: F): Transformed<F>;
export function jit<F extends AnyFunction>(f: F): Transformed<F> {
  const known = new Map<string, Ready>();
  return (...args) => {
    const { flat, inputs, structure, result } = takenApart("jit", f, args);
    const key = signature(structure, inputs);
    const ready = known.get(key);
    if (ready !== undefined) {
      return unflatten(ready.result, ready.run(inputs)) as Arrays<ReturnType<F>>;
    }
    const program = record("jit", inputs, flat);
    const run = compiled(program);
    const outputs = run(inputs);
    const value = result(outputs);
    if (!closesOverTraced(program)) known.set(key, { run, result: flatten(value).structure });
    return value as Arrays<ReturnType<F>>;
  };
}

function signature(structure: Structure, inputs: readonly NDArray[]): string {
  const kinds = inputs.map(({ dtype, shape }) => `${dtype}${formatShape(shape)}`);
  return `${formatStructure(structure)} ${kinds.join(" ")}`;
}
