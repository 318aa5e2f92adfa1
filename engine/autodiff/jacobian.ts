import { zeros } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { eye } from "../array/sequences.js";
import { flatten, unflatten, type Arrays } from "../core/pytree.js";
import { DtypeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { partial, type Argnums } from "./argnums.js";
import { resultOf, type AnyFunction } from "./flat-function.js";
import { linearizeFlat, pushForward, type Linearization } from "./linearize.js";
import { vmapFlat } from "./vmap.js";
import { pullBack } from "./vjp.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** Options of `jacobian`, `jacfwd` and `jacrev`. */
export interface JacobianOptions {
  /** Which arguments to differentiate by, counted from 0; the first unless given. */
  readonly argnums?: Argnums;
}

/**
 * A Jacobian of trees: like the result of f, with a tree like the argument in place of every array;
 * each of its arrays has the axes of the output, then those of the input. For arrays it is one array.
 */
export type Jacobian<Y, X> =
  Arrays<Y> extends NDArray
    ? Arrays<X> extends NDArray
      ? NDArray
      : JacobianOf<Arrays<X>>
    : { [Key in keyof Arrays<Y>]: Jacobian<Arrays<Y>[Key], X> };
type JacobianOf<X> = { [Key in keyof X]: X[Key] extends NDArray ? NDArray : JacobianOf<X[Key]> };

type JacobianFunction<F extends AnyFunction> = (
  ...args: InputsOf<F>
) => Jacobian<ReturnType<F>, Parameters<F>[0]>;

/** Columns or rows at once. */
type Mode = "forward" | "reverse";

/**
 * The Jacobian ∂f_i/∂x_j in forward mode, all columns at once: for functions with more outputs than
 * inputs.
 *
 * @returns A function of f's arguments; the Jacobian has the axes of f's result, then those of x.
 * @throws {@link DtypeError} for integers.
 * @example
 * ```ts
 * jacfwd((x) => x.mul(x))([1, 2]); // array([[2., 0.], [0., 4.]])
 * ```
 */
export function jacfwd<F extends ArrayFunction>(
  f: F,
  options?: JacobianOptions,
): JacobianFunction<F>;
export function jacfwd<F extends AnyFunction>(f: F, options?: JacobianOptions): JacobianFunction<F>;
export function jacfwd<F extends AnyFunction>(
  f: F,
  options: JacobianOptions = {},
): JacobianFunction<F> {
  checkOptions("jacfwd", options, ["argnums"]);
  return jacobianFunction("jacfwd", f, options, () => "forward");
}

/**
 * The Jacobian ∂f_i/∂x_j in reverse mode, all rows at once: for functions with fewer outputs than
 * inputs.
 *
 * @returns A function of f's arguments; the Jacobian has the axes of f's result, then those of x.
 * @throws {@link DtypeError} for integers.
 * @example
 * ```ts
 * jacrev((x) => x.mul(x).sum())([1, 2]); // array([2., 4.])
 * ```
 */
export function jacrev<F extends ArrayFunction>(
  f: F,
  options?: JacobianOptions,
): JacobianFunction<F>;
export function jacrev<F extends AnyFunction>(f: F, options?: JacobianOptions): JacobianFunction<F>;
export function jacrev<F extends AnyFunction>(
  f: F,
  options: JacobianOptions = {},
): JacobianFunction<F> {
  checkOptions("jacrev", options, ["argnums"]);
  return jacobianFunction("jacrev", f, options, () => "reverse");
}

/**
 * The Jacobian ∂f_i/∂x_j, in reverse mode where the outputs are fewer than the inputs and in forward
 * mode otherwise.
 *
 * @returns A function of f's arguments; the Jacobian has the axes of f's result, then those of x.
 * @throws {@link DtypeError} for integers.
 * @example
 * ```ts
 * jacobian((x) => x.mul(x))([1, 2]); // array([[2., 0.], [0., 4.]])
 * ```
 */
export function jacobian<F extends ArrayFunction>(
  f: F,
  options?: JacobianOptions,
): JacobianFunction<F>;
export function jacobian<F extends AnyFunction>(
  f: F,
  options?: JacobianOptions,
): JacobianFunction<F>;
export function jacobian<F extends AnyFunction>(
  f: F,
  options: JacobianOptions = {},
): JacobianFunction<F> {
  checkOptions("jacobian", options, ["argnums"]);
  return jacobianFunction("jacobian", f, options, (outputs, inputs) =>
    outputs < inputs ? "reverse" : "forward",
  );
}

function jacobianFunction<F extends AnyFunction>(
  caller: string,
  f: F,
  { argnums = 0 }: JacobianOptions,
  choose: (outputs: number, inputs: number) => Mode,
): JacobianFunction<F> {
  return (...args) => {
    const call = partial(caller, f, args, argnums);
    let structure = flatten(null).structure;
    const linearization = linearizeFlat(
      caller,
      (leaves) => {
        const result = flatten(resultOf(caller, call.f(leaves)));
        structure = result.structure;
        return result.leaves;
      },
      call.inputs,
    );
    const { outputs } = linearization;
    checkResults(caller, outputs);
    const blocks =
      choose(total(outputs), total(call.inputs)) === "reverse"
        ? byRows(caller, linearization, call.inputs)
        : byColumns(caller, linearization, call.inputs);
    const rows = blocks.map((row) => call.rebuild(row));
    return withTrees(structure, rows) as Jacobian<ReturnType<F>, Parameters<F>[0]>;
  };
}

function checkResults(caller: string, outputs: readonly NDArray[]): void {
  const wrong = outputs.find(({ dtype }) => !isFloat(dtype));
  if (wrong === undefined) return;
  throw new DtypeError(`${caller}: f gives ${wrong.dtype}, which has no derivative`);
}

/** ∂y_k/∂x_l for every output k and input l. */
type Blocks = NDArray[][];

const total = (arrays: readonly NDArray[]): number =>
  arrays.reduce((sum, { size }) => sum + size, 0);

/** One pullback of all unit cotangents of an output. */
function byRows(caller: string, linearization: Linearization, inputs: readonly NDArray[]): Blocks {
  const { outputs } = linearization;
  return outputs.map((output, k) => {
    const rows = vmapFlat(
      caller,
      ([unit]) =>
        pullBack(
          linearization,
          inputs,
          outputs.map((other, l) =>
            l === k
              ? reshape(unit as NDArray, output.shape)
              : zeros(other.shape, { dtype: other.dtype }),
          ),
        ),
      [eye(output.size, { dtype: output.dtype as "float64" })],
      [true],
      output.size,
    );
    return rows.map((row, l) => reshape(row, [...output.shape, ...(inputs[l] as NDArray).shape]));
  });
}

/** One pushforward of all unit tangents of the inputs, laid end to end. */
function byColumns(
  caller: string,
  linearization: Linearization,
  inputs: readonly NDArray[],
): Blocks {
  const { outputs } = linearization;
  const blocks: Blocks = outputs.map(() => []);
  inputs.forEach((input, l) => {
    const columns = vmapFlat(
      caller,
      ([unit]) =>
        pushForward(
          linearization,
          inputs.map((other, m) =>
            m === l
              ? reshape(unit as NDArray, input.shape)
              : zeros(other.shape, { dtype: other.dtype }),
          ),
        ),
      [eye(input.size, { dtype: input.dtype as "float64" })],
      [true],
      input.size,
    );
    columns.forEach((column, k) => {
      const { shape, ndim } = outputs[k] as NDArray;
      const last = [...shape.map((_, axis) => axis + 1), 0];
      const rows = ndim === 0 ? column : column.transpose(last);
      blocks[k]?.push(reshape(rows, [...shape, ...input.shape]));
    });
  });
  return blocks;
}

/** A tree like f's result with other trees in place of its arrays. */
function withTrees(structure: ReturnType<typeof flatten>["structure"], trees: readonly unknown[]) {
  return unflatten(structure, trees as readonly NDArray[]);
}
