import { NDArray } from "../array/ndarray.js";
import { ShapeError } from "../errors.js";

/** A list of numbers: a 1-d array of the engine, a typed array or a plain one. */
export type Values = NDArray | ArrayLike<number>;

/** @throws {@link ShapeError} when `values` is an array of the engine with more than one axis. */
export function toNumbers(values: Values, name: string): number[] {
  if (!(values instanceof NDArray)) return Array.from(values, Number);
  const [length = 0, ...rest] = values.shape;
  if (values.ndim === 0 || rest.some((axis) => axis !== 1)) {
    throw new ShapeError(
      `${name} has the shape [${values.shape.join(", ")}]; give one axis, or (${length}, 1)`,
    );
  }
  return Array.from(values.data, Number);
}

/** @throws {@link ShapeError} when the lengths differ. */
export function sameLength(
  name: string,
  values: readonly number[],
  otherName: string,
  other: readonly number[],
): void {
  if (values.length === other.length) return;
  throw new ShapeError(
    `${name} has ${values.length} values and ${otherName} has ${other.length}; give one for each`,
  );
}

/** What JSON and a chart can hold: NaN and ±∞ become gaps. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
