// What the functions of this room ask of their operands before a primitive is applied.
import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { DtypeOf, ResultOf } from "../array/dtype-rule.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/** The dtype of a decomposition: floats keep theirs, integers count as the default float. */
export type RealOf<A extends ArrayInput> = ResultOf<"real", DtypeOf<A>>;

export type FloatArray = NDArray<FloatDtype>;

/** The operand as floats. */
export function asReal(input: ArrayInput): FloatArray {
  const array = asArray(input);
  return astype(array, realDtype(array.dtype));
}

/** Two operands as floats of their common dtype. */
export function asReals(a: ArrayInput, b: ArrayInput): readonly [FloatArray, FloatArray] {
  const [x, y] = [asArray(a), asArray(b)];
  const dtype = realDtype(promote(x.dtype, y.dtype));
  return [astype(x, dtype), astype(y, dtype)];
}

/**
 * The operand as floats, matrices on its last two axes.
 *
 * @throws {@link ShapeError} unless it has them.
 */
export function asMatrices(caller: string, name: string, input: ArrayInput): FloatArray {
  const array = asReal(input);
  checkMatrices(caller, name, array);
  return array;
}

/** @throws {@link ShapeError} for fewer than two axes. */
export function checkMatrices(caller: string, name: string, { shape }: NDArray): void {
  if (shape.length >= 2) return;
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(shape)}; it must be a matrix [m, n], or a batch [..., m, n] (reshape a vector to [n, 1] or [1, n])`,
  );
}

/**
 * The same for square matrices.
 *
 * @throws {@link ShapeError} unless they are.
 */
export function asSquares(caller: string, name: string, input: ArrayInput): FloatArray {
  const array = asReal(input);
  checkSquares(caller, name, array);
  return array;
}

/** @throws {@link ShapeError} unless the last two axes are equally long. */
export function checkSquares(caller: string, name: string, array: NDArray): void {
  checkMatrices(caller, name, array);
  const { shape } = array;
  if (shape.at(-1) === shape.at(-2)) return;
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(shape)}; its matrices must be square`,
  );
}
