import { asArray, convert, type ArrayInput } from "../array/create.js";
import { NDArray } from "../array/ndarray.js";

/** The different values of an array. */
export interface UniqueResult {
  /** Ascending; NaN last and once. */
  readonly values: NDArray;
  /** How often each occurs. */
  readonly counts: NDArray<"int32">;
  /** Which of the values each element is; of the array's shape. */
  readonly inverse: NDArray<"int32">;
}

/**
 * The different values of an array, how often each occurs, and which of them each element is.
 *
 * @example
 * ```ts
 * unique([3, 1, 3]).values; // array([1., 3.])
 * unique([3, 1, 3]).counts; // array([1, 2])
 * ```
 */
export function unique(x: ArrayInput): UniqueResult {
  const { data, shape, dtype } = asArray(x);
  // Typed arrays sort numerically, NaN last; a set holds NaN once, and −0 as 0.
  const sorted = [...new Set(Float64Array.from(data).sort())];
  const places = new Map(sorted.map((value, place) => [value, place]));
  const inverse = Int32Array.from(data, (value) => places.get(value) as number);
  const counts = new Int32Array(sorted.length);
  for (const place of inverse) counts[place] = (counts[place] as number) + 1;
  return {
    values: new NDArray(convert(dtype, sorted), [sorted.length], dtype),
    counts: new NDArray(counts, [sorted.length], "int32"),
    inverse: new NDArray(inverse, shape, "int32"),
  };
}
