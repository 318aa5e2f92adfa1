import { NDArray } from "../array/ndarray.js";
import { ShapeError } from "../errors.js";

/** A list of numbers: a 1-d array of the engine, a typed array or a plain one. */
export type Values = NDArray | ArrayLike<number>;

/** What a title or a label is made of. */
export type Words = string | number;

/**
 * @throws {@link ShapeError} when `values` is no list, or an array of the engine with more than one
 * axis. A cell's types are not checked when it runs: anything may come.
 */
export function toNumbers(values: Values, name: string): number[] {
  const given: unknown = values;
  if (typeof given !== "object" || given === null) {
    throw new ShapeError(`${name} is ${String(given)}; give a list of numbers`);
  }
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
