import type { Trace } from "../core/trace.js";
import { ShapeError } from "../errors.js";
import type { Dtype, DtypeData } from "./dtype.js";
import { ArrayMethods } from "./methods.js";

export type Shape = readonly number[];

/** Number of elements of a shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/**
 * An n-dimensional array: a typed array in row-major order, a shape and a dtype. Immutable by
 * convention, collected by the garbage collector. Its methods are those of {@link ArrayMethods}.
 *
 * The memory of a large array is used again when neither the array nor any view of its `data` is left
 * in this thread: send another thread a copy, `data.slice()`.
 */
export class NDArray<D extends Dtype = Dtype> extends ArrayMethods<D> {
  /** @param content - null for an array that a transform traces and whose numbers are not at hand. */
  constructor(
    protected readonly content: DtypeData[D] | null,
    readonly shape: Shape,
    readonly dtype: D,
  ) {
    super();
    if (content !== null && content.length !== sizeOf(shape)) {
      throw new ShapeError(
        `array: ${content.length} elements cannot take the shape [${shape.join(", ")}], which holds ${sizeOf(shape)}`,
      );
    }
  }

  /**
   * The elements in row-major order.
   *
   * @throws {@link TracerError} inside of a transform such as `grad`, which could not follow what is
   *   computed from them; `item`, `get` and `toArray` may be read where the value is known.
   */
  get data(): DtypeData[D] {
    return this.content ?? this.hidden();
  }

  /** The transform that follows this array; undefined for a plain one. */
  get trace(): Trace | undefined {
    return undefined;
  }

  /**
   * The array itself; of a traced one the plain array behind it, without derivatives, where its value
   * is known. JS conditions, `item`, `get` and printing read it.
   *
   * @throws {@link TracerError} where the value is not known: inside of `jit` and `vmap`.
   */
  // eslint-disable-next-line @typescript-eslint/prefer-return-this-type -- traced arrays return others
  concrete(): NDArray<D> {
    return this;
  }

  get ndim(): number {
    return this.shape.length;
  }

  get size(): number {
    return sizeOf(this.shape);
  }

  protected hidden(): never {
    throw new ShapeError("array: made without content");
  }
}
