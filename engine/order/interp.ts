import { add, div, maximum, minimum, mul, sub } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { take } from "../array/take.js";
import { DomainError, ShapeError } from "../errors.js";
import { searchSorted } from "./search-sorted.js";

/**
 * Piecewise linear interpolation through (places_i, values_i); beyond the ends the end values.
 *
 * @param x - Where.
 * @param places - A vector, ascending.
 * @param values - A vector of as many.
 * @throws {@link ShapeError} when they differ in length; {@link DomainError} for fewer than two.
 * @example
 * ```ts
 * interp([0.5, 2, 9], [0, 1, 3], [0, 10, 30]); // array([ 5., 20., 30.])
 * ```
 */
export function interp(x: ArrayInput, places: ArrayInput, values: ArrayInput): NDArray {
  const [knots, heights] = [asArray(places), asArray(values)];
  if (knots.ndim !== 1 || formatShape(knots.shape) !== formatShape(heights.shape)) {
    throw new ShapeError(
      `interp: places ${formatShape(knots.shape)} and values ${formatShape(heights.shape)} must be vectors of one length`,
    );
  }
  const count = knots.size;
  if (count < 2)
    throw new DomainError(`interp: ${count} places have nothing between them; give two`);
  const at = asArray(x);
  const right = minimum(maximum(searchSorted(knots, at, { side: "right" }), 1), count - 1);
  const left = sub(right, 1);
  const [from, to] = [take(knots, left), take(knots, right)];
  const share = minimum(maximum(div(sub(at, from), sub(to, from)), 0), 1);
  const [low, high] = [take(heights, left), take(heights, right)];
  return add(low, mul(share, sub(high, low)));
}
