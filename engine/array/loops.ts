// The loops behind elementwise functions on plain arrays.
import { DtypeError } from "../errors.js";
import { combineRows, type RowOperation } from "../wasm/broadcast.js";
import { addressOf } from "../wasm/recycling.js";
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

/** What is done with pairs of elements. */
export interface Combination {
  readonly value: (x: number, y: number) => number;
  /** Its name where compiled code does the same with floats. */
  readonly compiled?: RowOperation | undefined;
}

/** Operands of any two shapes that broadcast to `shape`. */
export function combineElements(
  { value, compiled }: Combination,
  x: NDArray,
  y: NDArray,
  { shape, dtype }: { readonly shape: Shape; readonly dtype: Dtype },
): NDArray {
  const out = new NDArray(allocate(dtype, sizeOf(shape), "anything"), shape, dtype);
  const [a, b, { data }] = [x.data, y.data, out];
  if (data.length === 1) {
    data[0] = value(a[0] as number, b[0] as number);
    return out;
  }
  if (compiled !== undefined && combineCompiled(compiled, x, y, out)) return out;
  const dtypes = x.dtype + y.dtype + dtype;
  if (sameShape(x.shape, y.shape)) equalLoops.of(value, dtypes)(value, a, b, data);
  else if (b.length === 1) rightScalarLoops.of(value, dtypes)(value, a, b[0] as number, data);
  else if (a.length === 1) leftScalarLoops.of(value, dtypes)(value, a[0] as number, b, data);
  else {
    const { length, rows } = rowsOf(shape, [x, y]);
    const [left, right] = rows as [RowsOf, RowsOf];
    const loops = left.step === 1 && right.step === 1 ? denseRowLoops : rowLoops;
    loops.of(value, dtypes)(value, left, right, data, length);
  }
  return out;
}

/** Large floats, where they lie in the memory of the compiled code; false where nothing is done. */
function combineCompiled(name: RowOperation, x: NDArray, y: NDArray, out: NDArray): boolean {
  const { data, dtype, shape } = out;
  if (!isFloat(dtype) || x.dtype !== dtype || y.dtype !== dtype) return false;
  if (addressOf(data) === null) return false;
  const { length, rows } = rowsOf(shape, [x, y]);
  return combineRows(name, data as Floats, rows as [RowsOf<Floats>, RowsOf<Floats>], length);
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
