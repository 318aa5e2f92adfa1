import { turnInto } from "../wasm/turned.js";
import { mergeAxes } from "./merge-axes.js";
import { allocate } from "./storage.js";
import type { Dtype, DtypeData, TypedData } from "./dtype.js";
import { sizeOf, type Shape } from "./ndarray.js";

/** A view of row-major data: axis `k` moves by `strides[k]` elements, which may be 0 or negative. */
export interface Layout {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/**
 * Visits the innermost rows of several equally shaped layouts in row-major order. `visit` gets the
 * position of the row in the result and each layout's offset (one reused array, in order).
 */
export function forEachRow(
  shape: Shape,
  layouts: readonly Layout[],
  visit: (out: number, offsets: readonly number[]) => void,
): void {
  const outer = shape.slice(0, -1);
  const rowLength = shape.at(-1) ?? 1;
  const rows = rowLength === 0 ? 0 : sizeOf(outer);
  const index = new Array<number>(outer.length).fill(0);
  const offsets = layouts.map((layout) => layout.offset);
  for (let row = 0; row < rows; row++) {
    visit(row * rowLength, offsets);
    advance(index, outer, layouts, offsets);
  }
}

/** Where each innermost row begins in every layout, row after row. */
export function rowOffsets(shape: Shape, layouts: readonly Layout[]): Int32Array[] {
  const rows = sizeOf(shape.slice(0, -1));
  const offsets = layouts.map(() => allocate("int32", rows, "anything"));
  let row = 0;
  forEachRow(shape, layouts, (_, from) => {
    for (let k = 0; k < offsets.length; k++) (offsets[k] as Int32Array)[row] = from[k] as number;
    row++;
  });
  return offsets;
}

/** One step of the odometer: the last axis turns fastest, and every offset follows. */
function advance(
  index: number[],
  shape: Shape,
  layouts: readonly Layout[],
  offsets: number[],
): void {
  for (let axis = index.length - 1; axis >= 0; axis--) {
    const next = (index[axis] as number) + 1;
    const wraps = next === shape[axis];
    const move = wraps ? 1 - next : 1;
    index[axis] = wraps ? 0 : next;
    for (let k = 0; k < layouts.length; k++) {
      const stride = (layouts[k] as Layout).strides[axis] as number;
      offsets[k] = (offsets[k] as number) + move * stride;
    }
    if (!wraps) return;
  }
}

/** Rows shorter than this are copied one by one: a view of each costs more. */
export const SHORT = 16;

/** The elements of a layout, copied into row-major order. */
export function gather<D extends Dtype>(dtype: D, data: DtypeData[D], whole: Layout): DtypeData[D] {
  const [layout] = mergeAxes([whole]) as [Layout];
  const out = allocate(dtype, sizeOf(layout.shape), "anything");
  const length = layout.shape.at(-1) ?? 1;
  const stride = layout.strides.at(-1) ?? 1;
  if (gatherTurned(data, out, layout)) return out;
  forEachRow(layout.shape, [layout], (to, [from = 0]) => {
    if (stride === 1 && length >= SHORT) return out.set(data.subarray(from, from + length), to);
    for (let i = 0; i < length; i++) out[to + i] = data[from + i * stride] as number;
  });
  return out;
}

/** Matrices whose columns are to be rows, by compiled code; false for other layouts. */
function gatherTurned(
  data: TypedData,
  out: TypedData,
  { shape, strides, offset }: Layout,
): boolean {
  const [columns, rows] = shape.slice(-2);
  const [step, width] = strides.slice(-2);
  if (step !== 1 || columns === undefined || rows === undefined || width === undefined)
    return false;
  if (width < columns) return false;
  const outer = {
    shape: [...shape.slice(0, -2), 1],
    strides: [...strides.slice(0, -2), 0],
    offset,
  };
  const [starts] = rowOffsets(outer.shape, [outer]) as [Int32Array];
  return turnInto(out, data, { rows, columns, width, starts });
}

/** The inverse of gather: row-major elements, written to the places of a layout. */
export function scatter(data: TypedData, out: TypedData, whole: Layout): void {
  const [layout] = mergeAxes([whole]) as [Layout];
  const length = layout.shape.at(-1) ?? 1;
  const stride = layout.strides.at(-1) ?? 1;
  forEachRow(layout.shape, [layout], (from, [to = 0]) => {
    if (stride === 1 && length >= SHORT) return out.set(data.subarray(from, from + length), to);
    for (let i = 0; i < length; i++) out[to + i * stride] = data[from + i] as number;
  });
}
