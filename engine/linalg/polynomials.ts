import { add, div, mul } from "../array/arithmetic.js";
import { asArray, onesLike, type ArrayInput } from "../array/create.js";
import { stack } from "../array/join.js";
import type { NDArray } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { sum } from "../array/reductions.js";
import { formatShape } from "../array/shape.js";
import { slice } from "../array/slicing.js";
import { sqrt } from "../array/transcendental.js";
import { ShapeError } from "../errors.js";
import { checkWhole } from "../options.js";
import { lstsq } from "./lstsq.js";
import { asReals } from "./operands.js";

/**
 * The powers of numbers as columns, the highest first: V_ij = x_i^(n−1−j).
 *
 * @param n - How many columns; as many as there are numbers unless given.
 * @returns [numbers, n].
 * @throws {@link ShapeError} when x is no vector; {@link DomainError} when n is no whole number from 1.
 * @example
 * ```ts
 * vander([2, 3], 3); // array([[4., 2., 1.], [9., 3., 1.]])
 * ```
 */
export function vander(x: ArrayInput, n?: number): NDArray {
  const places = asArray(x);
  checkVector("vander", "x", places);
  const columns = n ?? places.size;
  checkWhole("vander", "n", columns, 1);
  const powers: NDArray[] = [onesLike(places)];
  for (let k = 1; k < columns; k++) powers.unshift(mul(powers[0] as NDArray, places));
  return stack(powers, 1);
}

/**
 * The polynomial of a degree that fits values best in the sense of least squares. Powers are scaled to
 * columns of length 1 first, as NumPy does.
 *
 * @param x - n places.
 * @param y - [n], or [n, k] for k polynomials.
 * @returns Coefficients, that of the highest power first, as `polyval` takes them: [degree + 1] or
 *   [degree + 1, k].
 * @throws {@link ShapeError} when x is no vector or y has another number of values; {@link DomainError}
 *   when the degree is no whole number.
 * @example
 * ```ts
 * polyfit([0, 1, 2, 3], [1, 3, 5, 7], 1); // array([2., 1.])
 * ```
 */
export function polyfit(x: ArrayInput, y: ArrayInput, degree: number): NDArray {
  checkWhole("polyfit", "degree", degree, 0);
  const [places, values] = asReals(x, y);
  checkVector("polyfit", "x", places);
  if (values.ndim === 0 || values.ndim > 2 || values.shape[0] !== places.size) {
    throw new ShapeError(
      `polyfit: y has the shape ${formatShape(values.shape)}; it must have ${places.size} values, or rows, as x has places`,
    );
  }
  const powers = vander(places, degree + 1);
  const scale = sqrt(sum(mul(powers, powers), 0));
  const { x: scaled } = lstsq(div(powers, scale), values);
  return div(scaled, values.ndim === 1 ? scale : reshape(scale, [-1, 1]));
}

/**
 * The value of a polynomial by Horner's rule: Σ p_j x^(n−1−j).
 *
 * @param p - Coefficients, that of the highest power first.
 * @returns Of the shape of x.
 * @throws {@link ShapeError} when p is no vector with entries.
 * @example
 * ```ts
 * polyval([3, 0, 1], [0, 2]); // array([ 1., 13.])
 * ```
 */
export function polyval(p: ArrayInput, x: ArrayInput): NDArray {
  const coefficients = asArray(p);
  checkVector("polyval", "p", coefficients);
  const places = asArray(x);
  let value = mul(onesLike(places), slice(coefficients, 0));
  for (let k = 1; k < coefficients.size; k++)
    value = add(mul(value, places), slice(coefficients, k));
  return value;
}

function checkVector(caller: string, name: string, x: NDArray): void {
  if (x.ndim === 1 && x.size > 0) return;
  throw new ShapeError(
    `${caller}: ${name} has the shape ${formatShape(x.shape)}; it must be a vector with entries`,
  );
}
