import { add, mul } from "../array/arithmetic.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { reshape } from "../array/rearrange.js";
import { formatShape, normaliseAxis, stridesOf } from "../array/shape.js";
import { take } from "../array/take.js";
import { ShapeError } from "../errors.js";

/**
 * Elements picked along an axis by positions of their own: out[…, k, …] = x[…, positions[…, k, …], …].
 * What `argsort` and `argmax` give picks with it.
 *
 * @param positions - Whole numbers from 0; of x's shape but for the axis.
 * @throws {@link ShapeError} when another axis differs.
 * @example
 * ```ts
 * const x = array([[3, 1], [2, 4]]);
 * takeAlong(x, argsort(x)); // array([[1., 3.], [2., 4.]])
 * ```
 */
export function takeAlong(x: ArrayInput, positions: ArrayInput, axis = -1): NDArray {
  const [array, picks] = [asArray(x), asArray(positions)];
  const along = normaliseAxis("takeAlong", axis, array.ndim);
  const shape = array.shape.with(along, picks.shape[along] ?? 0);
  if (formatShape(shape) !== formatShape(picks.shape)) {
    throw new ShapeError(
      `takeAlong: positions of shape ${formatShape(picks.shape)} do not fit x ${formatShape(array.shape)}; only axis ${along} may differ`,
    );
  }
  const strides = stridesOf(array.shape);
  const flat = add(mul(picks, strides[along] as number), offsets(shape, strides, along));
  return take(reshape(array, [-1]), flat, 0);
}

/** Where the vectors along an axis begin. */
function offsets(shape: readonly number[], strides: readonly number[], along: number): NDArray {
  const out = new Int32Array(sizeOf(shape));
  const own = stridesOf(shape);
  for (let i = 0; i < out.length; i++) {
    let place = 0;
    shape.forEach((length, axis) => {
      if (axis === along) return;
      place += (Math.floor(i / (own[axis] as number)) % length) * (strides[axis] as number);
    });
    out[i] = place;
  }
  return new NDArray(out, shape, "int32");
}
