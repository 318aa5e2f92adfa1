import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { ShapeError } from "../errors.js";

type Data = ArrayLike<number>;

/** Whether a equals or precedes b, NaN last. */
const ordered = (a: number, b: number): boolean => a <= b || Number.isNaN(b);

/** How many of the sorted numbers stand before a value: those below it, or not above it (`right`). */
export function placeIn(sorted: Data, value: number, side: "left" | "right"): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = sorted[middle] as number;
    const before = side === "right" ? ordered(at, value) : !ordered(value, at);
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Where values would have to be inserted into a sorted vector to keep it sorted: before equal ones
 * (`left`) or behind them.
 *
 * @returns int32, of the shape of `values`.
 * @throws {@link ShapeError} when `sorted` is no vector.
 * @example
 * ```ts
 * searchSorted([1, 2, 3], [2, 2.5]); // array([1, 2])
 * ```
 */
export function searchSorted(
  sorted: ArrayInput,
  values: ArrayInput,
  { side = "left" }: { readonly side?: "left" | "right" } = {},
): NDArray<"int32"> {
  const [vector, wanted] = [asArray(sorted), asArray(values)];
  if (vector.ndim !== 1) {
    throw new ShapeError(
      `searchSorted: sorted has the shape ${formatShape(vector.shape)}; it must be a vector`,
    );
  }
  const out = allocate("int32", wanted.size, "anything");
  const { data } = vector;
  wanted.data.forEach((value, i) => (out[i] = placeIn(data, value, side)));
  return new NDArray(out, wanted.shape, "int32");
}
