import { onesLike, zerosLike } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { DtypeError, ShapeError } from "../errors.js";
import { flatten, unflatten, type Arrays } from "../core/pytree.js";
import { checkOptions } from "../options.js";
import { partial, type Argnums, type Selected } from "./argnums.js";
import { resultOf, type AnyFunction } from "./flat-function.js";
import { linearizeFlat } from "./linearize.js";
import { pullBack } from "./vjp.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** Options of `grad` and `valueAndGrad`. */
export interface GradOptions<A extends Argnums = Argnums> {
  /** Which arguments to differentiate by, counted from 0; the first unless given. */
  readonly argnums?: A;
}

/** Options of `grad` and `valueAndGrad` of a function that gives `[value, more]`. */
export interface AuxOptions<A extends Argnums = Argnums> extends GradOptions<A> {
  /** Whether f gives a pair, of which the first is differentiated and the second only handed on. */
  readonly hasAux: true;
}

/** A function that gives what is differentiated and something beside it, arrays or trees of them. */
type PairFunction = (...args: never[]) => readonly [NDArray, unknown];
type ArrayPairFunction = (...args: NDArray[]) => readonly [NDArray, unknown];
type Aux<F extends PairFunction> = Arrays<ReturnType<F>[1]>;

type Gradient<F extends AnyFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => Selected<Parameters<F>, A>;

type GradientAndAux<F extends PairFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => [Selected<Parameters<F>, A>, Aux<F>];

type ValueAuxAndGradient<F extends PairFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => [[NDArray, Aux<F>], Selected<Parameters<F>, A>];

type ValueAndGradient<F extends AnyFunction, A extends Argnums> = (
  ...args: InputsOf<F>
) => [Arrays<ReturnType<F>>, Selected<Parameters<F>, A>];

/**
 * The value of a scalar function and its gradient, for about the cost of three evaluations.
 *
 * @returns A function of f's arguments that gives `[value, gradient]`; with `hasAux`
 *   `[[value, more], gradient]`.
 * @throws {@link ShapeError} when f gives anything but one number; {@link DtypeError} for integers.
 * @example
 * ```ts
 * valueAndGrad((x) => x.mul(x).sum())([1, 2]); // [array(5.), array([2., 4.])]
 * ```
 */
export function valueAndGrad<F extends ArrayPairFunction, const A extends Argnums = 0>(
  f: F,
  options: AuxOptions<A>,
): ValueAuxAndGradient<F, A>;
export function valueAndGrad<F extends PairFunction, const A extends Argnums = 0>(
  f: F,
  options: AuxOptions<A>,
): ValueAuxAndGradient<F, A>;
export function valueAndGrad<F extends ArrayFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): ValueAndGradient<F, A>;
export function valueAndGrad<F extends AnyFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): ValueAndGradient<F, A>;
export function valueAndGrad(f: AnyFunction, options: GradOptions | AuxOptions = {}): unknown {
  const settings = settingsOf("valueAndGrad", options);
  return (...args: readonly unknown[]) => {
    const { value, aux, gradient } = differentiate("valueAndGrad", f, args, settings);
    return [settings.hasAux ? [value, aux] : value, gradient];
  };
}

/**
 * The gradient of a scalar function, by reverse accumulation: a tree like the argument it belongs to.
 *
 * @returns A function of f's arguments that gives the gradient by the chosen one; with `hasAux`
 *   `[gradient, more]`.
 * @throws {@link ShapeError} when f gives anything but one number; {@link DtypeError} for integers.
 * @example
 * ```ts
 * grad((x) => sin(x))(0); // array(1.)
 * grad((w, x) => matmul(x, w).sum(), { argnums: 1 })([1, 2], [[0, 0]]); // array([[1., 2.]])
 * grad((x) => [x.mul(x), x.add(1)], { hasAux: true })(3); // [array(6.), array(4.)]
 * ```
 */
export function grad<F extends ArrayPairFunction, const A extends Argnums = 0>(
  f: F,
  options: AuxOptions<A>,
): GradientAndAux<F, A>;
export function grad<F extends PairFunction, const A extends Argnums = 0>(
  f: F,
  options: AuxOptions<A>,
): GradientAndAux<F, A>;
export function grad<F extends ArrayFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): Gradient<F, A>;
export function grad<F extends AnyFunction, const A extends Argnums = 0>(
  f: F,
  options?: GradOptions<A>,
): Gradient<F, A>;
export function grad(f: AnyFunction, options: GradOptions | AuxOptions = {}): unknown {
  const settings = settingsOf("grad", options);
  return (...args: readonly unknown[]) => {
    const { aux, gradient } = differentiate("grad", f, args, settings);
    return settings.hasAux ? [gradient, aux] : gradient;
  };
}

interface Settings {
  readonly argnums: Argnums;
  readonly hasAux: boolean;
}

function settingsOf(caller: string, options: GradOptions | AuxOptions): Settings {
  checkOptions(caller, options, ["argnums", "hasAux"]);
  return { argnums: options.argnums ?? 0, hasAux: "hasAux" in options && options.hasAux };
}

function differentiate(
  caller: string,
  f: AnyFunction,
  args: readonly unknown[],
  { argnums, hasAux }: Settings,
): { readonly value: unknown; readonly aux: unknown; readonly gradient: unknown } {
  const call = partial(caller, f, args, argnums);
  let { structure } = flatten(null);
  const linearization = linearizeFlat(
    caller,
    (leaves) => {
      const [result, more] = hasAux ? pairOf(caller, call.f(leaves)) : [call.f(leaves), null];
      const beside = flatten(more);
      structure = beside.structure;
      return [onlyNumber(caller, result), ...beside.leaves];
    },
    call.inputs,
  );
  const [value, ...beside] = linearization.outputs as readonly [NDArray, ...NDArray[]];
  const cotangents = [onesLike(value), ...beside.map((x) => zerosLike(x))];
  const pulled = pullBack(linearization, call.inputs, cotangents);
  return { value, aux: unflatten(structure, beside), gradient: call.rebuild(pulled) };
}

function pairOf(caller: string, result: unknown): readonly [unknown, unknown] {
  if (Array.isArray(result) && result.length === 2) return result as [unknown, unknown];
  throw new ShapeError(
    `${caller}: with hasAux f gives a pair [value, more], of which value is one number; it gives something else`,
  );
}

/** What f gave, as the one number that a gradient belongs to. */
function onlyNumber(caller: string, result: unknown): NDArray {
  const { leaves } = flatten(resultOf(caller, result));
  const [value] = leaves;
  if (value === undefined || leaves.length > 1 || value.ndim > 0) {
    const given = leaves.map(({ shape }) => formatShape(shape)).join(", ");
    throw new ShapeError(
      `${caller}: f gives ${leaves.length === 1 ? `an array of shape ${given}` : `${leaves.length} arrays`}, not one number; sum its result, or use jacobian or vjp`,
    );
  }
  if (isFloat(value.dtype)) return value;
  throw new DtypeError(`${caller}: f gives ${value.dtype}, which has no derivative`);
}
