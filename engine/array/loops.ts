// The loops behind elementwise functions on plain arrays.
import { DtypeError } from "../errors.js";
import { mapInto } from "../wasm/elementwise.js";
import type { ElementFunction } from "../wasm/exports.js";
import type { Floats } from "../wasm/floats.js";
import {
  denseRowLoops,
  equalLoops,
  leftScalarLoops,
  rightScalarLoops,
  rowLoops,
  unaryLoops,
  type RowsOf,
} from "./compiled-loops.js";
import { convert } from "./create.js";
import { isFloat, type Dtype, type FloatDtype } from "./dtype.js";
import { NDArray, sizeOf, type Shape } from "./ndarray.js";
import { broadcastStrides, sameShape } from "./shape.js";
import { allocate } from "./storage.js";
import { mergeAxes } from "./merge-axes.js";
import { rowOffsets, type Layout } from "./strided.js";

type Data = NDArray["data"];

/** From so many elements on a loop of its own is worth looking up. */
const COMPILED_FROM = 64;

export function mapElements(value: (x: number) => number, x: NDArray, dtype: Dtype): NDArray {
  const { data } = x;
  const out = allocate(dtype, data.length, "anything");
  if (out.length >= COMPILED_FROM) unaryLoops.of(value, x.dtype + dtype)(value, data, out);
  else for (let i = 0; i < out.length; i++) out[i] = value(data[i] as number);
  return new NDArray(out, x.shape, dtype);
}

/** By the compiled code, on all threads. */
export function mapCompiled(name: ElementFunction, x: NDArray, dtype: Dtype): NDArray {
  if (!isFloat(dtype)) throw new DtypeError(`${name}: there is no compiled code for ${dtype}`);
  const out = allocate(dtype, x.size, "anything");
  mapInto(out, name, x.dtype === dtype ? (x.data as Floats) : convert<FloatDtype>(dtype, x.data));
  return new NDArray(out, x.shape, dtype);
}

type Combination = (x: number, y: number) => number;

/** Operands of any two shapes that broadcast to `shape`. */
export function combineElements(
  value: Combination,
  x: NDArray,
  y: NDArray,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: Dtype },
): NDArray {
  const out = allocate(dtype, sizeOf(shape), "anything");
  const [a, b] = [x.data, y.data];
  if (out.length === 1) {
    out[0] = value(a[0] as number, b[0] as number);
    return new NDArray(out, shape, dtype);
  }
  const dtypes = x.dtype + y.dtype + dtype;
  if (sameShape(x.shape, y.shape)) equalLoops.of(value, dtypes)(value, a, b, out);
  else if (b.length === 1) rightScalarLoops.of(value, dtypes)(value, a, b[0] as number, out);
  else if (a.length === 1) leftScalarLoops.of(value, dtypes)(value, a[0] as number, b, out);
  else combineBroadcast(value, dtypes, x, y, shape, out);
  return new NDArray(out, shape, dtype);
}

function combineBroadcast(
  value: Combination,
  dtypes: string,
  x: NDArray,
  y: NDArray,
  shape: Shape,
  out: Data,
): void {
  const { length, rows } = rowsOf(shape, [x, y]);
  const [a, b] = rows as [RowsOf, RowsOf];
  const loops = a.step === 1 && b.step === 1 ? denseRowLoops : rowLoops;
  loops.of(value, dtypes)(value, a, b, out, length);
}

/** Arrays as the rows that they give when they are broadcast to a shape, as long as they can be. */
export function rowsOf(
  shape: Shape,
  arrays: readonly [NDArray, ...NDArray[]],
): { readonly length: number; readonly rows: RowsOf[] } {
  const layoutOf = (array: NDArray): Layout => ({
    ...{ shape, offset: 0 },
    strides: broadcastStrides(array.shape, shape),
  });
  const [first, ...others] = arrays;
  const layouts = mergeAxes([layoutOf(first), ...others.map(layoutOf)]);
  const merged = layouts[0]?.shape ?? [];
  const offsets = rowOffsets(merged, layouts);
  const rows = arrays.map(({ data }, k) => ({
    data,
    offsets: offsets[k] as Int32Array,
    step: layouts[k]?.strides.at(-1) ?? 0,
  }));
  return { length: merged.at(-1) ?? 1, rows };
}
