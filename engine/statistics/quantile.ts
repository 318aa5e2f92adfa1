import { add, mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { normaliseAxis } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { take } from "../array/take.js";
import { where } from "../array/where.js";
import { isNaN } from "../elementary/finiteness.js";
import { DomainError, ShapeError } from "../errors.js";
import { sort } from "../order/sort.js";

/**
 * The q-quantiles along an axis, or of all elements: linear between the neighbouring order statistics,
 * as NumPy's default; NaN where there is one among them.
 *
 * @param q - One number from 0 to 1, or several, which become the first axis.
 * @throws {@link DomainError} for other numbers; {@link ShapeError} when there are no elements.
 * @example
 * ```ts
 * quantile([1, 2, 3, 4], 0.5); // array(2.5)
 * quantile([1, 2, 3, 4], [0, 1]); // array([1., 4.])
 * ```
 */
export function quantile(
  x: ArrayInput,
  q: number | readonly number[],
  axis: number | null = null,
): NDArray {
  const array = asArray(x);
  if (axis === null) return quantile(reshape(array, [-1]), q, 0);
  const along = normaliseAxis("quantile", axis, array.ndim);
  const levels = [q].flat();
  const wrong = levels.find((level) => !(level >= 0 && level <= 1));
  if (wrong !== undefined) {
    throw new DomainError(`quantile: ${wrong} is no level; use numbers from 0 to 1`);
  }
  const length = array.shape[along] as number;
  if (length === 0) throw new ShapeError("quantile: there are no elements along the axis");
  const parts = interpolated(sort(array, along), along, levels);
  const shape = array.shape.toSpliced(along, 1);
  return reshape(parts, typeof q === "number" ? shape : [levels.length, ...shape]);
}

/**
 * Quantiles at levels in percent: `quantile(x, q / 100)`.
 *
 * @param q - One number from 0 to 100, or several, which become the first axis.
 * @throws {@link DomainError} for other numbers; {@link ShapeError} when there are no elements.
 * @example
 * ```ts
 * percentile([1, 2, 3, 4], 25); // array(1.75)
 * ```
 */
export function percentile(
  x: ArrayInput,
  q: number | readonly number[],
  axis: number | null = null,
): NDArray {
  const wrong = [q].flat().find((level) => !(level >= 0 && level <= 100));
  if (wrong !== undefined) {
    throw new DomainError(`percentile: ${wrong} is no percentage; use numbers from 0 to 100`);
  }
  return quantile(x, typeof q === "number" ? q / 100 : q.map((level) => level / 100), axis);
}

/** The levels along the first axis. */
function interpolated(sorted: NDArray, along: number, levels: readonly number[]): NDArray {
  const length = sorted.shape[along] as number;
  const places = levels.map((level) => level * (length - 1));
  const order = [along, ...sorted.shape.map((_, k) => k).filter((k) => k !== along)];
  const first = sorted.transpose(order);
  const low = take(first, Int32Array.from(places, Math.floor), 0);
  const high = take(first, Int32Array.from(places, Math.ceil), 0);
  const shape = [levels.length, ...new Array<number>(sorted.ndim - 1).fill(1)];
  const weights = new NDArray(
    Float64Array.from(places, (place) => place - Math.floor(place)),
    shape,
    "float64",
  ).astype(low.dtype === "float32" ? "float32" : "float64");
  const between = add(mul(low, weights.mul(-1).add(1)), mul(high, weights));
  // NaN, which sorts last, has no place among the others.
  return where(isNaN(slice(first, -1)), NaN, between);
}

/**
 * The middle of the elements along an axis, or of all: the mean of the two middle ones of an even
 * number, NaN where there is one among them.
 *
 * @throws {@link ShapeError} when there are no elements.
 * @example
 * ```ts
 * median([3, 1, 2]); // array(2.)
 * ```
 */
export function median(x: ArrayInput, axis: number | null = null): NDArray {
  return quantile(x, 0.5, axis);
}
