import { asArray, type ArrayInput } from "../array/create.js";
import type { DtypeOf, ResultOf, Unary } from "../array/dtype-rule.js";
import type { FloatDtype } from "../array/dtype.js";
import { NDArray, sizeOf } from "../array/ndarray.js";
import { promote, realDtype } from "../array/promote.js";
import { astype } from "../array/rearrange.js";
import { broadcastShapes, broadcastStrides } from "../array/shape.js";
import { allocate } from "../array/storage.js";
import { forEachRow } from "../array/strided.js";
import { mapInto } from "../wasm/elementwise.js";
import type { ElementFunction } from "../wasm/exports.js";

function floats(input: ArrayInput): NDArray<FloatDtype> {
  const array = asArray(input);
  return astype(array, realDtype(array.dtype));
}

/** A function of one number as a function of arrays; integers become floats. */
export function mapped(value: (x: number) => number): Unary<"real"> {
  return <X extends ArrayInput>(input: X) => {
    const { data, shape, dtype } = floats(input);
    const out = allocate(dtype, data.length, "anything");
    for (let i = 0; i < out.length; i++) out[i] = value(data[i] as number);
    return new NDArray(out, shape, dtype) as NDArray<ResultOf<"real", DtypeOf<X>>>;
  };
}

/** The same for a function of the compiled code, on all threads. */
export function compiled(name: ElementFunction): Unary<"real"> {
  return <X extends ArrayInput>(input: X) => {
    const { data, shape, dtype } = floats(input);
    const out = allocate(dtype, data.length, "anything");
    mapInto(out, name, data);
    return new NDArray(out, shape, dtype) as NDArray<ResultOf<"real", DtypeOf<X>>>;
  };
}

/** A function of two numbers as a function of arrays that broadcast; integers become floats. */
export function mappedPair(
  caller: string,
  value: (x: number, y: number) => number,
): (x: ArrayInput, y: ArrayInput) => NDArray<FloatDtype> {
  return (left, right) => {
    const [x, y] = [asArray(left), asArray(right)];
    const shape = broadcastShapes(caller, x.shape, y.shape);
    const dtype = realDtype(promote(x.dtype, y.dtype));
    const out = allocate(dtype, sizeOf(shape), "anything");
    const [stridesX, stridesY] = [x, y].map((array) => broadcastStrides(array.shape, shape));
    const layouts = [stridesX, stridesY].map((strides = []) => ({ shape, strides, offset: 0 }));
    const [stepX, stepY] = [stridesX?.at(-1) ?? 0, stridesY?.at(-1) ?? 0];
    const length = shape.at(-1) ?? 1;
    forEachRow(shape, layouts, (to, [fromX = 0, fromY = 0]) => {
      for (let i = 0; i < length; i++) {
        out[to + i] = value(
          x.data[fromX + i * stepX] as number,
          y.data[fromY + i * stepY] as number,
        );
      }
    });
    return new NDArray(out, shape, dtype);
  };
}
