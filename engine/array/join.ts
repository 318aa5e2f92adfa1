import { ShapeError } from "../errors.js";
import { asArray, type ArrayInput } from "./create.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { promote } from "./promote.js";
import { reshape } from "./rearrange.js";
import { formatShape, normaliseAxis } from "./shape.js";
import { allocate } from "./storage.js";

/**
 * Arrays one after the other along an existing axis; dtypes promote.
 *
 * @throws {@link ShapeError} when another axis differs, naming both shapes.
 * @example
 * ```ts
 * concat([zeros([1, 2]), ones([2, 2])]).shape; // [3, 2]
 * ```
 */
export function concat(parts: readonly ArrayInput[], axis = 0): NDArray {
  const arrays = parts.map(asArray);
  const first = firstOf("concat", arrays);
  const along = normaliseAxis("concat", axis, first.ndim);
  for (const part of arrays) checkOtherAxes(first.shape, part.shape, along);
  const length = arrays.reduce((total, part) => total + (part.shape[along] as number), 0);
  const shape = first.shape.with(along, length);
  const dtype = arrays.map((part) => part.dtype).reduce(promote);
  const out = allocate(dtype, sizeOf(shape));
  const inner = sizeOf(shape.slice(along + 1));
  let start = 0;
  for (const part of arrays) {
    const run = (part.shape[along] as number) * inner;
    for (let from = 0, to = start; from < part.size; from += run, to += length * inner) {
      out.set(part.data.subarray(from, from + run), to);
    }
    start += run;
  }
  return new NDArray(out, shape, dtype);
}

/**
 * Arrays of one shape, side by side along a new axis.
 *
 * @throws {@link ShapeError} when shapes differ.
 * @example
 * ```ts
 * stack([[1, 2], [3, 4]], -1); // array([[1., 3.], [2., 4.]])
 * ```
 */
export function stack(parts: readonly ArrayInput[], axis = 0): NDArray {
  const arrays = parts.map(asArray);
  const { shape, ndim } = firstOf("stack", arrays);
  const along = normaliseAxis("stack", axis, ndim + 1);
  const widened = arrays.map((part) => {
    if (formatShape(part.shape) !== formatShape(shape)) {
      throw new ShapeError(
        `stack: shapes ${formatShape(shape)} and ${formatShape(part.shape)} differ; all parts must have one shape`,
      );
    }
    return reshape(part, shape.toSpliced(along, 0, 1));
  });
  return concat(widened, along);
}

function firstOf(caller: string, arrays: readonly NDArray[]): NDArray {
  const [first] = arrays;
  if (first === undefined) throw new ShapeError(`${caller}: needs at least one array`);
  return first;
}

function checkOtherAxes(expected: Shape, found: Shape, along: number): void {
  const fits =
    expected.length === found.length &&
    expected.every((length, axis) => axis === along || length === found[axis]);
  if (!fits) {
    throw new ShapeError(
      `concat: shapes ${formatShape(expected)} and ${formatShape(found)} differ outside axis ${along}; all other axes must be equal`,
    );
  }
}
