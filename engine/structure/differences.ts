import { add, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
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

export interface TrapezoidOptions {
  /** Where the values were taken, along the axis. */
  readonly x?: ArrayInput;
  /** The distance of equally spaced values; 1 unless given. */
  readonly dx?: number;
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
export function trapezoid(y: ArrayInput, options: TrapezoidOptions = {}): NDArray {
  checkOptions("trapezoid", options, ["x", "dx", "axis"]);
  const { x, dx = 1, axis = -1 } = options;
  const values = asArray(y);
  const k = normaliseAxis("trapezoid", axis, values.ndim);
  const pairs = add(along(values, k, [1]), along(values, k, [0, -1]));
  if (x === undefined) return mul(sum(pairs, k), dx / 2);
  const places = asArray(x);
  if (places.ndim !== 1 || places.size !== values.shape[k]) {
    throw new ShapeError(
      `trapezoid: x has the shape ${formatShape(places.shape)}; it must be a vector of ${values.shape[k] as number} places`,
    );
  }
  const widths = diff(places).reshape([-1, ...new Array<number>(values.ndim - 1 - k).fill(1)]);
  return mul(sum(mul(pairs, widths), k), 0.5);
}
