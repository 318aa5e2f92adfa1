import { repeatUnbatched } from "../array/batching.js";
import { asArray, type ArrayInput } from "../array/create.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { formatShape } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { ShapeError } from "../errors.js";
import { checkOptions } from "../options.js";

type Data = ArrayLike<number>;

export interface SearchOptions {
  /** Before equal ones (`left`, unless given) or behind them. */
  readonly side?: "left" | "right";
}

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
 * Where values would have to be inserted into a sorted vector to keep it sorted. Places are whole
 * numbers: their derivative is zero.
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
  options: SearchOptions = {},
): NDArray<"int32"> {
  checkOptions("searchSorted", options, ["side"]);
  const { side = "left" } = options;
  const [vector, wanted] = [asArray(sorted), asArray(values)];
  if (vector.ndim !== 1) {
    throw new ShapeError(
      `searchSorted: sorted has the shape ${formatShape(vector.shape)}; it must be a vector`,
    );
  }
  const places = bindOne(searchPrimitive, [vector, wanted], { side, batch: 0 });
  return places as NDArray<"int32">;
}

interface SearchParams {
  readonly side: "left" | "right";
  /** So many axes in front, of both operands, count examples. */
  readonly batch: number;
}

const searchPrimitive: Primitive<SearchParams> = define<SearchParams>({
  name: "searchSorted",
  value: ([sorted, values], params) => [search(sorted as NDArray, values as NDArray, params)],
  abstract: ([, values]) => [{ shape: (values as Abstract).shape, dtype: "int32" }],
  jvp: () => [null],
  batch: (inputs, batched, { side, batch }) => {
    if (batched[0] !== true && batch === 0)
      return [bindOne(searchPrimitive, inputs, { side, batch })];
    const both = repeatUnbatched(inputs, batched);
    return [bindOne(searchPrimitive, both, { side, batch: batch + 1 })];
  },
});

function search(sorted: NDArray, values: NDArray, { side, batch }: SearchParams): NDArray {
  const out = allocate("int32", values.size, "anything");
  const length = sorted.shape[batch] as number;
  const each = sizeOf(values.shape.slice(batch));
  for (let i = 0; i < out.length; i++) {
    const first = Math.floor(i / each) * length;
    const vector = sorted.data.subarray(first, first + length);
    out[i] = placeIn(vector, values.data[i] as number, side);
  }
  return new NDArray(out, values.shape, "int32");
}
