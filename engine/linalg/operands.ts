import { isFloat, type FloatDtype } from "../array/dtype.js";
import type { NDArray } from "../array/ndarray.js";
import { astype } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import type { Floats } from "../wasm/floats.js";

/** A matrix of floats and its lengths. */
export interface Matrix {
  readonly data: Floats;
  readonly dtype: FloatDtype;
  readonly rows: number;
  readonly columns: number;
}

/**
 * The array as a matrix of a float dtype; it is copied only to change its dtype.
 *
 * @throws {@link ShapeError} unless it has two axes.
 */
export function asMatrix(caller: string, name: string, array: NDArray, dtype: FloatDtype): Matrix {
  const [rows, columns] = array.shape;
  if (array.ndim !== 2 || rows === undefined || columns === undefined) {
    throw new ShapeError(
      `${caller}: ${name} has the shape ${formatShape(array.shape)}; it must be a matrix (reshape a vector to [n, 1] or [1, n])`,
    );
  }
  const { data } = isA(array, dtype) ? array : astype(array, dtype);
  return { data, dtype, rows, columns };
}

function isA(array: NDArray, dtype: FloatDtype): array is NDArray<FloatDtype> {
  return array.dtype === dtype && isFloat(array.dtype);
}

/**
 * The same for a square matrix.
 *
 * @throws {@link ShapeError} unless it is one.
 */
export function asSquare(caller: string, name: string, array: NDArray, dtype: FloatDtype): Matrix {
  const matrix = asMatrix(caller, name, array, dtype);
  if (matrix.rows === matrix.columns) return matrix;
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(array.shape)}; it must be square`,
  );
}
