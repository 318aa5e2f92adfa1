import type { Binary } from "./dtype-rule.js";
import { binary } from "./elementwise.js";

/** A comparison compares values, whatever their dtypes; with NaN only `notEqual` is true. */
const comparison = (name: string, holds: (x: number, y: number) => boolean): Binary<"comparison"> =>
  binary({ name, dtypes: "comparison", value: (x, y) => Number(holds(x, y)) });

/**
 * x < y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * less([1, 2], 2); // array([ True, False])
 * ```
 */
export const less = comparison("less", (x, y) => x < y);

/**
 * x ≤ y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * lessEqual([1, 2], 1); // array([ True, False])
 * ```
 */
export const lessEqual = comparison("lessEqual", (x, y) => x <= y);

/**
 * x > y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * greater([1, 2], 1); // array([False,  True])
 * ```
 */
export const greater = comparison("greater", (x, y) => x > y);

/**
 * x ≥ y
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * greaterEqual([1, 2], 2); // array([False,  True])
 * ```
 */
export const greaterEqual = comparison("greaterEqual", (x, y) => x >= y);

/**
 * x = y, element by element.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * equal([1, 2], [1, 3]); // array([ True, False])
 * ```
 */
export const equal = comparison("equal", (x, y) => x === y);

/**
 * x ≠ y, element by element.
 *
 * @throws {@link ShapeError} when the shapes do not broadcast, naming both and the axis.
 * @example
 * ```ts
 * notEqual([1, 2], [1, 3]); // array([False,  True])
 * ```
 */
export const notEqual = comparison("notEqual", (x, y) => x !== y);
