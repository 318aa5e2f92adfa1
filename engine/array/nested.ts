import { ShapeError } from "../errors.js";
import type { Dtype, DtypeData } from "./dtype.js";
import type { NDArray } from "./ndarray.js";

/** Numbers or truth values in arrays of arrays, every level of equal length. */
export type Nested = number | boolean | readonly Nested[];

/** The shape of nested arrays, read along the first elements. */
export function shapeOfNested(nested: Nested): number[] {
  const shape: number[] = [];
  for (let level = nested; isList(level); level = level[0] as Nested) {
    shape.push(level.length);
    if (level.length === 0) break;
  }
  return shape;
}

/**
 * The leaves of nested arrays in row-major order.
 *
 * @throws {@link ShapeError} naming the path where the nesting differs from `shape`.
 */
export function leavesOf(nested: Nested, shape: readonly number[]): (number | boolean)[] {
  const leaves: (number | boolean)[] = [];
  collect(nested, shape, [], leaves);
  return leaves;
}

function collect(
  nested: Nested,
  shape: readonly number[],
  path: readonly number[],
  leaves: (number | boolean)[],
): void {
  if (path.length === shape.length) {
    if (isList(nested)) throw ragged(path, `an array of ${nested.length}`, "a number");
    leaves.push(leaf(nested, path));
    return;
  }
  const length = shape[path.length] as number;
  if (!isList(nested)) throw ragged(path, String(nested), `an array of ${length}`);
  if (nested.length !== length) {
    throw ragged(path, `an array of ${nested.length}`, `an array of ${length}`);
  }
  for (let i = 0; i < length; i++) collect(nested[i] as Nested, shape, [...path, i], leaves);
}

/** What reaches the library from untyped code may be anything; NaN is a number, undefined is not. */
function leaf(value: unknown, path: readonly number[]): number | boolean {
  if (typeof value === "number" || typeof value === "boolean") return value;
  throw ragged(path, typeof value === "string" ? JSON.stringify(value) : String(value), "a number");
}

function ragged(path: readonly number[], found: string, expected: string): ShapeError {
  if (path.length === 0) {
    return new ShapeError(
      `an operand is ${found}, which is no array and no number${found === "undefined" ? "; an argument or a property of that name is missing" : ""}`,
    );
  }
  return new ShapeError(
    `array: element [${path.join("][")}] is ${found} where ${expected} was expected; every row must have the same shape`,
  );
}

function isList(nested: Nested): nested is readonly Nested[] {
  return Array.isArray(nested);
}

/** The opposite way: an array as nested JS arrays, a 0-d one as its value. */
export function toNested(array: NDArray): Nested {
  const read = readerOf(array.dtype, array.concrete().data);
  const level = (axis: number, from: number, size: number): Nested => {
    if (axis === array.ndim) return read(from);
    const length = array.shape[axis] as number;
    const step = length === 0 ? 0 : size / length;
    return Array.from({ length }, (_, i) => level(axis + 1, from + i * step, step));
  };
  return level(0, 0, array.size);
}

/** Reads one element as the JS value that stands for it. */
export function readerOf(
  dtype: Dtype,
  data: DtypeData[Dtype],
): (position: number) => number | boolean {
  if (dtype === "bool") return (position) => data[position] !== 0;
  return (position) => data[position] as number;
}
