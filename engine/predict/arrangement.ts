import { full, type ArrayInput } from "../array/create.js";
import { namedArray } from "../array/named.js";
import type { FloatDtype } from "../array/dtype.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { astype, reshape, transpose } from "../array/rearrange.js";
import { formatShape } from "../array/shape.js";
import { ShapeError } from "../errors.js";
import { checkFinite } from "./finite.js";
import type { FloatArray } from "./float-array.js";

/**
 * How kernels and outputs become matrices: all outputs are columns beside one (train × train) kernel,
 * or, where the kernel couples them, one long column beside a (train·outputs)² one.
 */
export interface Arrangement {
  readonly train: number;
  /** The lengths after the first of the targets. */
  readonly outputs: Shape;
  readonly coupled: boolean;
  readonly dtype: FloatDtype;
}

/** An argument and what it is called in errors. */
export interface Named<T> {
  readonly name: string;
  readonly value: T;
}

/** (rows × train × o₁ × o₁ × o₂ × o₂ …) to (rows·o₁o₂… × train·o₁o₂…); a matrix stays one. */
export function kernelMatrix(
  { train, outputs, coupled, dtype }: Arrangement,
  { name, value: kernel }: Named<NDArray>,
  rows: number,
): FloatArray {
  const pairs = coupled ? outputs.flatMap((length) => [length, length]) : [];
  const expected = [rows, train, ...pairs];
  if (formatShape(kernel.shape) !== formatShape(expected)) {
    throw new ShapeError(
      `predict: ${name} has shape ${formatShape(kernel.shape)}; with targets of shape ${formatShape([train, ...outputs])} it must be ${formatShape(expected)}`,
    );
  }
  checkFinite(name, kernel);
  const matrix = astype(kernel, dtype);
  return coupled ? flattenPairs(matrix) : matrix;
}

/** Axes come in pairs, one of the row and one of the column. */
function flattenPairs(kernel: FloatArray): FloatArray {
  const axes = kernel.shape.map((_, axis) => axis);
  const [ofRow, ofColumn] = [0, 1].map((side) => axes.filter((axis) => axis % 2 === side));
  const rows = sizeOf(kernel.shape.filter((_, axis) => axis % 2 === 0));
  return reshape(transpose(kernel, [...(ofRow ?? []), ...(ofColumn ?? [])]), [rows, -1]);
}

/** Outputs of some rows as columns beside the kernel; one number stands for all of them. */
export function outputColumns(
  { outputs, coupled, dtype }: Arrangement,
  { name, value }: Named<ArrayInput>,
  rows: number,
): FloatArray {
  const shape = [rows, ...outputs];
  const given =
    typeof value === "number" ? full(shape, value) : namedArray(`predict: ${name}`, value);
  if (formatShape(given.shape) !== formatShape(shape)) {
    throw new ShapeError(
      `predict: ${name} has shape ${formatShape(given.shape)}; it must be ${formatShape(shape)}, or one number for all`,
    );
  }
  checkFinite(name, given);
  const columns = coupled ? 1 : sizeOf(outputs);
  return reshape(astype(given, dtype), [sizeOf(shape) / columns, columns]);
}
