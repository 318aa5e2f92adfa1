import { DtypeError } from "../errors.js";
import { asArray, type ArrayInput } from "./create.js";
import { isFloat, type Dtype } from "./dtype.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { normaliseAxis } from "./shape.js";
import { position } from "./slicing.js";
import { allocate } from "./storage.js";

/**
 * Whole numbers that pick along an axis, in their order and as often as they stand there: the result
 * has the shape of `indices` in place of that axis. Negative ones count from the end.
 *
 * @throws {@link DtypeError} for fractions; {@link ShapeError} for an index outside the axis.
 * @example
 * ```ts
 * take([[1, 2], [3, 4], [5, 6]], [2, 0]); // array([[5., 6.], [1., 2.]])
 * take([[1, 2], [3, 4]], -1, 1);          // array([2., 4.])
 * ```
 */
export function take<D extends Dtype>(
  x: NDArray<D>,
  indices: ArrayInput,
  axis?: number,
): NDArray<D>;
export function take(x: ArrayInput, indices: ArrayInput, axis?: number): NDArray;
export function take(input: ArrayInput, indices: ArrayInput, axis = 0): NDArray {
  const x = asArray(input);
  const picks = asArray(indices);
  const along = normaliseAxis("take", axis, x.ndim);
  const positions = Array.from(picks.data, (index) =>
    position(x.shape, along, wholeNumber(index, picks.dtype)),
  );
  const shape = x.shape.toSpliced(along, 1, ...picks.shape);
  const out = allocate(x.dtype, sizeOf(shape));
  const inner = sizeOf(x.shape.slice(along + 1));
  const length = x.shape[along] as number;
  for (let block = 0, to = 0; to < out.length; block += length * inner) {
    for (const index of positions) {
      const from = block + index * inner;
      out.set(x.data.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return new NDArray(out, shape, x.dtype);
}

function wholeNumber(index: number, dtype: Dtype): number {
  if (dtype === "bool" || (isFloat(dtype) && !Number.isInteger(index))) {
    const what = dtype === "bool" ? "bool indices" : `an index of ${index}`;
    throw new DtypeError(`take: ${what} cannot pick; use whole numbers`);
  }
  return index;
}
