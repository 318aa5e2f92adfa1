import { asArray, type ArrayInput } from "../array/create.js";
import type { NDArray } from "../array/ndarray.js";
import { normaliseAxis } from "../array/shape.js";
import { slice, type AxisSlice } from "../array/slicing.js";
import { ShapeError } from "../errors.js";

/**
 * The parts of an array along an axis: so many of equal length, or those between the given positions.
 * `concat` puts them together again.
 *
 * @param into - A number of parts, or ascending positions where a new part begins.
 * @throws {@link ShapeError} for an axis that does not exist, a length that is no multiple of the
 *   number of parts, or positions that are not ascending within the axis.
 * @example
 * ```ts
 * split([1, 2, 3, 4], 2)[1]; // array([3., 4.])
 * split([1, 2, 3, 4], [1])[0]; // array([1.])
 * ```
 */
export function split(x: ArrayInput, into: number | readonly number[], axis = 0): NDArray[] {
  const array = asArray(x);
  const along = normaliseAxis("split", axis, array.ndim);
  const length = array.shape[along] as number;
  const starts = [0, ...(typeof into === "number" ? evenStarts(into, length) : into)];
  const ends = [...starts.slice(1), length];
  const wrong = starts.findIndex(
    (start, k) => !Number.isInteger(start) || start > (ends[k] as number),
  );
  if (wrong >= 0) {
    throw new ShapeError(
      `split: positions [${starts.slice(1).join(", ")}] are not ascending whole numbers from 0 to ${length}, the length of axis ${along}`,
    );
  }
  return starts.map((start, k) =>
    slice(
      array,
      ...array.shape.map((_, other): AxisSlice =>
        other === along ? [start, ends[k] as number] : [],
      ),
    ),
  );
}

function evenStarts(parts: number, length: number): number[] {
  if (!Number.isInteger(parts) || parts < 1 || length % parts !== 0) {
    throw new ShapeError(
      `split: ${length} elements do not make ${parts} parts of equal length; give the positions where parts begin`,
    );
  }
  return Array.from({ length: parts - 1 }, (_, k) => ((k + 1) * length) / parts);
}
