import { asArray, type ArrayInput } from "../array/create.js";
import type { FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";

/** The rows of x1, and those of x2 when they are others. */
export interface Inputs {
  readonly x1: NDArray;
  readonly x2: NDArray | null;
  readonly n1: number;
  readonly n2: number;
  readonly features: number;
  readonly dtype: FloatDtype;
}

/**
 * @throws {@link ShapeError} unless both are matrices with equally many features.
 */
export function readInputs(first: ArrayInput, second: ArrayInput | null): Inputs {
  const x1 = asArray(first);
  const x2 = second === null || second === first ? null : asArray(second);
  const [n1, features] = matrixShape("x1", x1);
  const [n2, features2] = x2 === null ? [n1, features] : matrixShape("x2", x2);
  if (features !== features2) {
    throw new ShapeError(
      `kernel: x1 of shape ${formatShape(x1.shape)} has ${features} features and x2 of shape ${formatShape((x2 ?? x1).shape)} has ${features2}; they must agree`,
    );
  }
  const dtype = realDtype(promote(x1.dtype, (x2 ?? x1).dtype));
  return { x1, x2, n1, n2, features, dtype };
}

function matrixShape(argument: string, x: NDArray): [number, number] {
  const [rows, features] = x.shape;
  if (x.ndim === 2 && rows !== undefined && features !== undefined && features > 0) {
    return [rows, features];
  }
  throw new ShapeError(
    `kernel: ${argument} has shape ${formatShape(x.shape)}; give a matrix with one example a row and at least one feature, e.g. ${argument}.reshape([${x.size}, 1])`,
  );
}
