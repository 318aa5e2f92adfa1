import { asArray, type ArrayInput } from "../array/create.js";
import { isFloat } from "../array/dtype.js";
import { sizeOf, type NDArray, type Shape } from "../array/ndarray.js";
import { checkShape, formatShape } from "../array/shape.js";
import { floorDivide, mod } from "../elementary/remainders.js";
import { ShapeError } from "../errors.js";

/**
 * Positions in a flat array as positions along the axes of a shape: what `argmax` of a matrix means.
 *
 * @returns One int32 array of the shape of `index` for each axis.
 * @throws {@link ShapeError} for a position that is fractional or outside.
 * @example
 * ```ts
 * unravelIndex(5, [2, 3]).map((k) => k.item()); // [1, 2]
 * ```
 */
export function unravelIndex(index: ArrayInput, shape: Shape): NDArray<"int32">[] {
  checkShape("unravelIndex", shape);
  const flat = asArray(index);
  if (flat.trace === undefined) checkInside(flat, shape);
  const whole = isFloat(flat.dtype) ? flat.astype("int32") : flat;
  return shape.map((length, axis) => {
    const behind = floorDivide(whole, sizeOf(shape.slice(axis + 1)));
    return mod(behind, length).astype("int32");
  });
}

function checkInside({ data }: NDArray, shape: Shape): void {
  const size = sizeOf(shape);
  for (const place of data) {
    if (Number.isInteger(place) && place >= 0 && place < size) continue;
    throw new ShapeError(
      `unravelIndex: ${place} is no position in an array of shape ${formatShape(shape)}; use 0 to ${size - 1}`,
    );
  }
}
