import { columnsAt, type Frame } from "./frame.js";

/** The pairs of pixels (of a row's example, of a column's) at which a kernel is computed. */
export interface Slots {
  readonly pixels: number;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  /** The number of a pair's slot; NO_SLOT when it is not computed. */
  readonly numberOf: (row: number, column: number) => number;
}

export const NO_SLOT = -1;

/** One pixel with itself: fully connected networks. */
export const SINGLE: Slots = {
  pixels: 1,
  rows: Int32Array.of(0),
  columns: Int32Array.of(0),
  numberOf: (row, column) => (row === 0 && column === 0 ? 0 : NO_SLOT),
};

/** As the compiled code reads them: where the entries of both pixels begin, and the pixels. */
export function slotTable({ pixels, rows, columns }: Slots, frame: Frame): Uint32Array {
  const start = columnsAt(frame, pixels);
  const [rowStride, columnStride] = frame.strides;
  const table = new Uint32Array(rows.length * 4);
  rows.forEach((row, slot) => {
    const column = columns[slot] as number;
    table.set([row * rowStride, start + column * columnStride, row, column], slot * 4);
  });
  return table;
}
