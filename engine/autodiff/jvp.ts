import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape, sameShape } from "../array/shape.js";
import { astype } from "../array/rearrange.js";
import { DomainError, ShapeError } from "../errors.js";
import type { Abstract, Tangent } from "../core/primitive.js";
import { flattenLike, type Arrays } from "../core/pytree.js";
import { withTrace } from "../core/trace.js";
import { applied, type AnyFunction, type FlatFunction } from "./flat-function.js";
import { JvpTrace } from "./jvp-trace.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/** Values and tangents of the outputs, in one run of the function. */
export function jvpFlat(
  owner: string,
  f: FlatFunction,
  primals: readonly NDArray[],
  tangents: readonly Tangent[],
): { readonly outputs: NDArray[]; readonly tangents: NDArray[] } {
  return withTrace(
    () => new JvpTrace(owner),
    (trace) => {
      const results = f(primals.map((primal, k) => trace.dual(primal, tangents[k] ?? null)));
      const outputs = results.map((result) => trace.primalOf(result));
      return {
        outputs,
        tangents: results.map(
          (result, k) => trace.tangentOf(result) ?? zerosLike(outputs[k] as NDArray),
        ),
      };
    },
  );
}

/**
 * Forward-mode derivative: the value of f and its derivative in one direction, ∂f(x)·v, at the cost of
 * about two evaluations.
 *
 * @param primals - The arguments of f, as a list.
 * @param tangents - One tree like each argument.
 * @returns `[value, tangent]`, both like f's result.
 * @throws {@link ShapeError} when a tangent does not fit its argument; {@link DtypeError} for integers;
 *   {@link DomainError} when the arguments are in no list.
 * @example
 * ```ts
 * jvp((x) => x.mul(x), [3], [1]); // [array(9.), array(6.)]
 * ```
 */
export function jvp<F extends ArrayFunction>(
  f: F,
  primals: Readonly<InputsOf<F>>,
  tangents: Readonly<InputsOf<F>>,
): [Arrays<ReturnType<F>>, Arrays<ReturnType<F>>];
export function jvp<F extends AnyFunction>(
  f: F,
  primals: Readonly<InputsOf<F>>,
  tangents: Readonly<InputsOf<F>>,
): [Arrays<ReturnType<F>>, Arrays<ReturnType<F>>];
export function jvp(
  f: AnyFunction,
  primals: readonly unknown[],
  tangents: readonly unknown[],
): [unknown, unknown] {
  if (!Array.isArray(primals) || !Array.isArray(tangents)) {
    throw new DomainError(
      "jvp: the arguments of f and their tangents are lists, with an entry for each argument: jvp(f, [x], [v])",
    );
  }
  const { flat, inputs, structure, result } = applied("jvp", f, primals);
  const directions = fitting("jvp", inputs, flattenLike("jvp", tangents, structure));
  const pushed = jvpFlat("jvp", flat, inputs, directions);
  return [result(pushed.outputs), result(pushed.tangents)];
}

/**
 * Tangents or cotangents in the dtypes of the values they belong to.
 *
 * @throws {@link ShapeError} naming both shapes.
 */
export function fitting(
  caller: string,
  values: readonly Abstract[],
  directions: readonly NDArray[],
): NDArray[] {
  return directions.map((direction, k) => {
    const { shape, dtype } = values[k] as Abstract;
    if (sameShape(shape, direction.shape)) return astype(direction, dtype);
    throw new ShapeError(
      `${caller}: a direction of shape ${formatShape(direction.shape)} belongs to a value of shape ${formatShape(shape)}; they must be equal`,
    );
  });
}
