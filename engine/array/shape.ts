import { ShapeError } from "../errors.js";
import type { Shape } from "./ndarray.js";

/** A shape as people write it: `[2, 3]`. */
export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** Elements to step over to move by one along each axis of a row-major array. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  }
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let axis = 0; axis < a.length; axis++) if (a[axis] !== b[axis]) return false;
  return true;
}

/** An axis counted from the front; negative ones count from the back. */
export function normaliseAxis(caller: string, axis: number, ndim: number): number {
  if (!Number.isInteger(axis) || axis < -ndim || axis >= ndim) {
    const range = ndim === 0 ? "a 0-d array has no axes" : `use ${-ndim} to ${ndim - 1}`;
    throw new ShapeError(`${caller}: axis ${asWritten(axis)} does not exist; ${range}`);
  }
  return axis < 0 ? axis + ndim : axis;
}

/** More of a value says less. */
const LONGEST_VALUE = 60;

/** What reaches the library from untyped code, as it stands there, but not all of an array. */
export function asWritten(value: unknown): string {
  if (typeof value === "number") return `${value}`;
  if (typeof value === "object" && value !== null && "dtype" in value && "shape" in value) {
    return `an array of shape ${formatShape(value.shape as Shape)}`;
  }
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return value === undefined ? "undefined" : "a function";
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** Cells are not type-checked when they run: `zeros(3)` comes from NumPy's habits. */
export function checkIsShape(caller: string, shape: unknown): void {
  if (Array.isArray(shape)) return;
  const like = typeof shape === "number" ? `[${shape}]` : "[2, 3]";
  throw new ShapeError(
    `${caller}: the shape is ${asWritten(shape)}; give a list of lengths, such as ${like}`,
  );
}

/** Lengths must be whole and not negative. */
export function checkShape(caller: string, shape: Shape): void {
  checkIsShape(caller, shape);
  const wrong = shape.findIndex((length) => !Number.isSafeInteger(length) || length < 0);
  if (wrong >= 0) {
    throw new ShapeError(
      `${caller}: shape ${formatShape(shape)} has length ${shape[wrong] as number} on axis ${wrong}; lengths are whole numbers from 0`,
    );
  }
}

/**
 * The common shape of two operands: axes are aligned at the end, and a length of 1 (or a missing
 * axis) repeats.
 *
 * @throws {@link ShapeError} naming both shapes and the axis that does not fit.
 */
export function broadcastShapes(caller: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const ndim = Math.max(a.length, b.length);
  return Array.from({ length: ndim }, (_, axis) => {
    const p = a[axis - ndim + a.length] ?? 1;
    const q = b[axis - ndim + b.length] ?? 1;
    if (p === q || q === 1) return p;
    if (p === 1) return q;
    throw new ShapeError(
      `${caller}: shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast: axis ${axis - ndim} has lengths ${p} and ${q}; they must be equal, or one of them 1`,
    );
  });
}

/** Strides that read an array of `shape` as if it had the wider shape `target`. */
export function broadcastStrides(shape: Shape, target: Shape): readonly number[] {
  const own = stridesOf(shape);
  const missing = target.length - shape.length;
  return target.map((_, axis) =>
    axis < missing || shape[axis - missing] === 1 ? 0 : (own[axis - missing] as number),
  );
}
