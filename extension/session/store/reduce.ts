/** From entries to the cells of a level: blocks of 2ᵏ × 2ᵏ entries, smaller at the lower and right edge. */
import type { Summary } from "../../../engine/display/store-messages.js";
import type { Arrangement, Cells, HeldMatrix, Window } from "./matrix.js";

type Fold = (row: number, cols: Int32Array, cells: Float64Array, side: number) => void;

/** The cells of a window, each from the entries below it. A NaN or ∞ shows in its cell. */
export function reduced(
  { rows, cols, data }: HeldMatrix,
  order: Arrangement,
  { level, summary, window }: { level: number; summary: Summary; window: Window },
): Cells {
  const side = 2 ** level;
  const [height, width] = [window.bottom - window.top, window.right - window.left];
  const values = new Float64Array(height * width);
  const columns = columnsOf(order.cols, window.left * side, Math.min(cols, window.right * side));
  const cells = new Float64Array(width);
  const fold: Fold =
    summary === "mean"
      ? (start, of, into, block) => addRow(data, start, of, into, block)
      : (start, of, into, block) => peakRow(data, start, of, into, block);
  for (let i = 0; i < height; i++) {
    cells.fill(0);
    const first = (window.top + i) * side;
    const last = Math.min(rows, first + side);
    for (let place = first; place < last; place++) {
      const row = order.rows === null ? place : (order.rows[place] as number);
      fold(row * cols, columns, cells, side);
    }
    for (let j = 0; j < width; j++) {
      const across = Math.min(side, columns.length - j * side);
      const entries = summary === "mean" ? (last - first) * across : 1;
      values[i * width + j] = (cells[j] as number) / entries;
    }
  }
  return { rows: height, cols: width, values };
}

function columnsOf(order: Int32Array | null, first: number, last: number): Int32Array {
  return (
    order?.subarray(first, last) ?? Int32Array.from({ length: last - first }, (_, i) => first + i)
  );
}

function addRow(
  data: HeldMatrix["data"],
  start: number,
  columns: Int32Array,
  cells: Float64Array,
  side: number,
): void {
  let place = 0;
  for (let j = 0; j < cells.length; j++) {
    const end = Math.min(columns.length, place + side);
    let sum = 0;
    for (; place < end; place++) sum += data[start + (columns[place] as number)] as number;
    cells[j] = (cells[j] as number) + sum;
  }
}

function peakRow(
  data: HeldMatrix["data"],
  start: number,
  columns: Int32Array,
  cells: Float64Array,
  side: number,
): void {
  let place = 0;
  for (let j = 0; j < cells.length; j++) {
    const end = Math.min(columns.length, place + side);
    let peak = cells[j] as number;
    for (; place < end; place++) {
      const value = data[start + (columns[place] as number)] as number;
      // Once NaN it stays: no comparison with it holds.
      if (Math.abs(value) > Math.abs(peak) || Number.isNaN(value)) peak = value;
    }
    cells[j] = peak;
  }
}
