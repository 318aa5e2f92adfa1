import { add, div, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { concat } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { sum } from "../array/reductions.js";
import { formatShape, normaliseAxis } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";
import { checkCount } from "./indices.js";

/** Entries `start` … along an axis, all of the others. */
function along(x: NDArray, axis: number, part: AxisSlice): NDArray {
  return slice(x, ...x.shape.map((_, k): AxisSlice => (k === axis ? part : [])));
}

/**
 * Differences of neighbours along an axis, `order` times over.
 *
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * diff([1, 4, 9, 16]); // array([3., 5., 7.])
 * ```
 */
export function diff(x: ArrayInput, order = 1, axis = -1): NDArray {
  checkCount("diff", "order", order);
  let array = asArray(x);
  const k = normaliseAxis("diff", axis, array.ndim);
  for (let i = 0; i < order; i++) array = sub(along(array, k, [1]), along(array, k, [0, -1]));
  return array;
}

/** Where sampled values were taken. */
export interface SampleOptions {
  /** Where the values were taken, along the axis. */
  readonly x?: ArrayInput;
  /** The distance of equally spaced values; 1 unless given. */
  readonly dx?: number;
  /** Along which values follow each other; the last axis unless given. */
  readonly axis?: number;
}

/**
 * The integral of sampled values along an axis by the trapezoidal rule: Σ ½(y_i + y_{i+1})(x_{i+1} − x_i).
 *
 * @throws {@link ShapeError} when x is no vector of the axis's length.
 * @example
 * ```ts
 * trapezoid([0, 1, 4], { dx: 0.5 }); // array(1.5)
 * ```
 */
export function trapezoid(y: ArrayInput, options: SampleOptions = {}): NDArray {
  checkOptions("trapezoid", options, ["x", "dx", "axis"]);
  const { x, dx = 1, axis = -1 } = options;
  const values = asArray(y);
  const k = normaliseAxis("trapezoid", axis, values.ndim);
  const pairs = add(along(values, k, [1]), along(values, k, [0, -1]));
  if (x === undefined) return mul(sum(pairs, k), dx / 2);
  return mul(sum(mul(pairs, widths("trapezoid", x, values, k)), k), 0.5);
}

/**
 * The slope of sampled values along an axis: the derivative at each place of the parabola through it and
 * its neighbours, and at both ends of the straight line. (`grad` differentiates functions.)
 *
 * @returns The shape of y.
 * @throws {@link ShapeError} for fewer than two values, or when x is no vector of the axis's length.
 * @example
 * ```ts
 * gradient([1, 4, 9, 16]); // array([3., 4., 6., 7.])
 * gradient([0, 1, 9], { x: [0, 1, 3] }); // array([1., 2., 4.])
 * ```
 */
export function gradient(y: ArrayInput, options: SampleOptions = {}): NDArray {
  checkOptions("gradient", options, ["x", "dx", "axis"]);
  const { x, dx = 1, axis = -1 } = options;
  const values = asArray(y);
  const k = normaliseAxis("gradient", axis, values.ndim);
  if ((values.shape[k] as number) < 2) {
    throw new ShapeError(
      `gradient: y ${formatShape(values.shape)} has ${values.shape[k] as number} values along axis ${k}; a slope needs two`,
    );
  }
  const steps = x === undefined ? null : widths("gradient", x, values, k);
  const slopes = div(diff(values, 1, k), steps ?? dx);
  const inside = between(slopes, k, steps);
  return concat([along(slopes, k, [0, 1]), inside, along(slopes, k, [-1])], k);
}

/** Of the slopes s on both sides of each inner place, (s₁h₂ + s₂h₁)/(h₁ + h₂) with the widths h of both. */
function between(slopes: NDArray, axis: number, steps: NDArray | null): NDArray {
  const [left, right] = [along(slopes, axis, [0, -1]), along(slopes, axis, [1])];
  if (steps === null) return mul(add(left, right), 0.5);
  const [before, after] = [along(steps, 0, [0, -1]), along(steps, 0, [1])];
  return div(add(mul(left, after), mul(right, before)), add(before, after));
}

/** The distances of the places along an axis, in a shape that broadcasts beside differences along it. */
function widths(caller: string, x: ArrayInput, values: NDArray, axis: number): NDArray {
  const places = asArray(x);
  if (places.ndim !== 1 || places.size !== values.shape[axis]) {
    throw new ShapeError(
      `${caller}: x has the shape ${formatShape(places.shape)}; it must be a vector of ${values.shape[axis] as number} places`,
    );
  }
  return diff(places).reshape([-1, ...new Array<number>(values.ndim - 1 - axis).fill(1)]);
}
