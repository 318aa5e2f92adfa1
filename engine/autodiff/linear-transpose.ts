import { zerosLike } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { isVariable, type Program } from "../core/program.js";
import { NtkbookError } from "../errors.js";
import { record } from "../core/recording.js";
import { flatten, flattenLike, unflatten, type Arrays } from "../core/pytree.js";
import { takenApart, type AnyFunction } from "./flat-function.js";
import { fitting } from "./jvp.js";
import { transposed } from "./transpose.js";
import type { ArrayFunction, InputsOf } from "./transformed.js";

/**
 * The transpose of a linear function: for y = A·x the function ȳ ↦ Aᵀ·ȳ.
 *
 * @param f - Linear in all its arguments.
 * @param examples - Arguments of the shapes and dtypes that it takes; their numbers do not matter.
 * @returns A function of cotangents like f's result that gives one tree for each argument.
 * @throws {@link NtkbookError} naming an operation of f that is not linear.
 * @example
 * ```ts
 * linearTranspose((x) => x.sum(), [0, 0])(2); // [array([2., 2.])]
 * ```
 */
export function linearTranspose<F extends ArrayFunction>(
  f: F,
  ...examples: InputsOf<F>
): (cotangent: unknown) => Arrays<Parameters<F>>;
export function linearTranspose<F extends AnyFunction>(
  f: F,
  ...examples: InputsOf<F>
): (cotangent: unknown) => Arrays<Parameters<F>>;
export function linearTranspose<F extends AnyFunction>(
  f: F,
  ...examples: InputsOf<F>
): (cotangent: unknown) => Arrays<Parameters<F>> {
  const { flat, inputs, structure, result } = takenApart("linearTranspose", f, examples);
  const program = record("linearTranspose", inputs, flat);
  checkProducts(program);
  const outputs = program.outputs.map((output) => zerosLike(output));
  const like = flatten(result(outputs)).structure;
  return (cotangent) => {
    const given = fitting(
      "linearTranspose",
      outputs,
      flattenLike("linearTranspose", cotangent, like),
    );
    const pulled = transposed(program, given);
    const leaves = pulled.map((leaf, k) => leaf ?? zerosLike(inputs[k] as NDArray));
    return unflatten(structure, leaves) as Arrays<Parameters<F>>;
  };
}

/** Products are linear in each factor, not in both. */
function checkProducts({ equations }: Program): void {
  const wrong = equations.find(({ primitive: { name }, inputs }) => {
    return (name === "mul" || name === "matmul") && inputs.filter(isVariable).length > 1;
  });
  if (wrong === undefined) return;
  throw new NtkbookError(
    `linearTranspose: ${wrong.primitive.name} of two arrays that both depend on f's arguments is not linear; use vjp at a point`,
  );
}
