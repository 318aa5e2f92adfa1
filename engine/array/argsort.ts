import { bindOne } from "../core/bind.js";
import { define, type Abstract, type Primitive } from "../core/primitive.js";
import { asArray, type ArrayInput } from "./create.js";
import { NDArray, sizeOf } from "./ndarray.js";
import { radixOrder } from "./radix-order.js";
import { transpose } from "./rearrange.js";
import { normaliseAxis } from "./shape.js";
import { allocate } from "./storage.js";

/**
 * The positions that would sort an array along an axis, smallest first; equal values keep their order
 * and NaN comes last, as in NumPy's stable sort. Positions are whole numbers: their derivative is zero.
 *
 * @returns int32, of the array's shape.
 * @throws {@link ShapeError} for an axis that does not exist.
 * @example
 * ```ts
 * const x = array([30, 10, 20]);
 * take(x, argsort(x)); // array([10., 20., 30.])
 * ```
 */
export function argsort(input: ArrayInput, axis = -1): NDArray<"int32"> {
  const x = asArray(input);
  const along = normaliseAxis("argsort", axis, x.ndim);
  return bindOne(argsortPrimitive, [x], { axis: along }) as NDArray<"int32">;
}

const argsortPrimitive: Primitive<{ readonly axis: number }> = define({
  name: "argsort",
  value: ([x], { axis }) => [orderAlong(x as NDArray, axis)],
  abstract: ([x]) => [{ shape: (x as Abstract).shape, dtype: "int32" }],
  jvp: () => [null],
  batch: ([x], _batched, { axis }) => [argsort(x as NDArray, axis + 1)],
});

function orderAlong(x: NDArray, axis: number): NDArray {
  const swap = x.shape.map((_, k) => k);
  [swap[axis], swap[x.ndim - 1]] = [x.ndim - 1, axis];
  const rows = transpose(x, swap);
  const length = x.shape[axis] as number;
  const out = allocate("int32", sizeOf(x.shape));
  for (let from = 0; from < out.length; from += length) {
    out.set(order(rows.data.subarray(from, from + length)), from);
  }
  return transpose(new NDArray(out, rows.shape, "int32"), swap);
}

/** From so many numbers on, counting digits takes less than comparing. */
const MANY = 1 << 9;

function order(values: NDArray["data"]): ArrayLike<number> {
  if (values.length >= MANY) return radixOrder(values);
  const positions = Array.from(values, (_, i) => i);
  return positions.sort((i, j) => compare(values[i] as number, values[j] as number));
}

function compare(a: number, b: number): number {
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || a - b || 0;
}
