import { ShapeError } from "../errors.js";
import type { Dtype, DtypeData } from "./dtype.js";
import { ArrayMethods } from "./methods.js";

export type Shape = readonly number[];

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, length) => size * length, 1);
}

/**
 * An n-dimensional array: a typed array in row-major order, a shape and a dtype. Immutable by
 * convention, collected by the garbage collector. Its methods are those of {@link ArrayMethods}.
 *
 * The memory of a large array is used again when neither the array nor any view of its `data` is left
 * in this thread: send another thread a copy, `data.slice()`.
 */
export class NDArray<D extends Dtype = Dtype> extends ArrayMethods<D> {
  constructor(
    readonly data: DtypeData[D],
    readonly shape: Shape,
    readonly dtype: D,
  ) {
    super();
    if (data.length !== sizeOf(shape)) {
      throw new ShapeError(
        `array: ${data.length} elements cannot take the shape [${shape.join(", ")}], which holds ${sizeOf(shape)}`,
      );
    }
  }

  get ndim(): number {
    return this.shape.length;
  }

  get size(): number {
    return this.data.length;
  }
}
