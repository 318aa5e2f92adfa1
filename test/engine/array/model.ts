import fc from "fast-check";
import { array, type NDArray, type Shape } from "../../../engine/array/index.js";

/**
 * The slow, obvious model of an array: a shape and a function from positions to values. Library
 * results are compared with it element by element.
 */
export interface Model {
  readonly shape: Shape;
  readonly at: (index: readonly number[]) => number;
}

/** Every position of a shape in row-major order. */
export function positions(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

/** The row-major values of a model. */
export function valuesOf({ shape, at }: Model): number[] {
  return positions(shape).map(at);
}

/** Reads an array position by position through its public `get`. */
export function modelOf(x: NDArray): Model {
  return { shape: x.shape, at: (index) => Number(x.get(...index)) };
}

/** Arrays of up to three short axes with small whole numbers, so that sums are exact. */
export const smallArrays = (shape: fc.Arbitrary<number[]> = shapes): fc.Arbitrary<NDArray> =>
  shape.chain((lengths) => {
    const size = lengths.reduce((product, length) => product * length, 1);
    return fc
      .array(fc.integer({ min: -9, max: 9 }), { minLength: size, maxLength: size })
      .map((data) => array(new Float64Array(data), { shape: lengths }));
  });

export const shapes: fc.Arbitrary<number[]> = fc.array(fc.integer({ min: 1, max: 4 }), {
  maxLength: 3,
});
