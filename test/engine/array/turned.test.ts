import { describe, expect, test } from "vitest";
import { array, transpose, type NDArray, type Shape } from "../../../engine/array/index.js";
import { sizeOf } from "../../../engine/array/ndarray.js";
import { addressOf } from "../../../engine/wasm/recycling.js";

// Large arrays lie in the memory of the compiled code, which turns matrices in squares.

const cases: readonly (readonly [shape: Shape, order: readonly number[]])[] = [
  [
    [257, 131],
    [1, 0],
  ],
  [
    [131, 258],
    [1, 0],
  ],
  [
    [9001, 5],
    [1, 0],
  ],
  [
    [3, 20000],
    [1, 0],
  ],
  [
    [7, 129, 67],
    [0, 2, 1],
  ],
  [
    [5, 61, 7, 33],
    [2, 3, 0, 1],
  ],
  [
    [5, 61, 7, 33],
    [3, 0, 1, 2],
  ],
  [
    [129, 67, 5],
    [1, 0, 2],
  ],
  [
    [20000, 2, 2],
    [0, 2, 1],
  ],
];

const special = [-0, NaN, Infinity, -Infinity, 1e-310];

function sample(shape: Shape, dtype: "float64" | "float32" | "int32"): NDArray {
  const value = (i: number) =>
    dtype !== "int32" && i % 89 === 4
      ? (special[i % special.length] as number)
      : (i * 7919) % 99991;
  return array(
    Array.from({ length: sizeOf(shape) }, (_, i) => value(i)),
    { shape, dtype },
  );
}

const stridesOf = (shape: Shape) => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

describe.each(["float64", "float32", "int32"] as const)("%s", (dtype) => {
  test.each(cases)("%j in the order %j has every element in its place", (shape, order) => {
    const x = sample(shape, dtype);
    const turned = transpose(x, order);
    expect(turned.shape).toEqual(order.map((axis) => shape[axis]));
    expect(addressOf(turned.data)).not.toBeNull();
    const [to, from] = [stridesOf(turned.shape), stridesOf(shape)];
    const misplaced = turned.data.findIndex((value, k) => {
      const place = (axis: number) =>
        Math.floor(k / (to[axis] as number)) % (turned.shape[axis] as number);
      const source = order.reduce((at, axis, j) => at + place(j) * (from[axis] as number), 0);
      return !Object.is(value, x.data[source]);
    });
    expect(misplaced).toBe(-1);
  });
});
