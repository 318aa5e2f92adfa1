// Runs of rows of row-major matrices: where they are, or on their way through scratch.
import { copyIn, copyOut, floatKernels, sizeOfFloat, type Floats } from "./floats.js";

/** A run of rows, or of a stretch of columns of them. */
export interface RowRun {
  readonly data: Floats;
  /** Length of a row of `data`. */
  readonly columns: number;
  readonly first: number;
  readonly rows: number;
  /** First column of the stretch, and its length. */
  readonly column: number;
  readonly length: number;
}

/** Bytes of raw rows that a tile moves at once: half of a second cache, a quarter of scratch. */
export const CHUNK_BYTES = 1 << 18;

/** How many rows of `bytes` bytes a tile moves at once: a multiple of `unit`. */
export function rowsAtOnce(bytes: number, unit: number): number {
  return Math.max(1, Math.floor(CHUNK_BYTES / (bytes * unit))) * unit;
}

/** Rows where compiled code finds them. */
export interface LoadedRows {
  readonly ptr: number;
  /** Bytes from one row to the next. */
  readonly stride: number;
}

/** A run of rows of a matrix that has an address; null outside of the shared memory. */
export type PlacedRun = RowRun & { readonly at: number | null };

/** Rows where they are, or in scratch. */
export function findRows(run: PlacedRun, scratch: number): LoadedRows {
  if (run.at === null) loadRows(run, scratch);
  return placeOf(run, scratch);
}

/** Has rows written where they belong, or by way of scratch. */
export function writeRows(
  run: PlacedRun,
  scratch: number,
  write: (place: LoadedRows) => void,
): void {
  write(placeOf(run, scratch));
  if (run.at === null) storeRows(run, scratch);
}

function placeOf({ data, at, columns, first, column, length }: PlacedRun, scratch: number) {
  const size = sizeOfFloat(data);
  if (at === null) return { ptr: scratch, stride: length * size };
  return { ptr: at + (first * columns + column) * size, stride: columns * size };
}

/** To an address, without gaps. */
export function loadRows({ data, columns, first, rows, column, length }: RowRun, to: number): void {
  if (length === columns) {
    copyIn(to, data, first * columns, rows * columns);
    return;
  }
  const bytes = length * sizeOfFloat(data);
  for (let i = 0; i < rows; i++) {
    copyIn(to + i * bytes, data, (first + i) * columns + column, length);
  }
}

/** The inverse of loadRows. */
export function storeRows(run: RowRun, from: number): void {
  const { data, columns, first, rows, column, length } = run;
  if (length === columns) {
    copyOut(data, first * columns, from, rows * columns);
    return;
  }
  const bytes = length * sizeOfFloat(data);
  for (let i = 0; i < rows; i++) {
    copyOut(data, (first + i) * columns + column, from + i * bytes, length);
  }
}

/** The same rows of the matrix turned by 180°: flat, its elements are in reverse order. */
export function loadTurned(run: RowRun & { readonly allRows: number }, to: number): void {
  const { data, rows, length } = run;
  loadRows({ ...run, first: run.allRows - run.first - rows }, to);
  floatKernels(sizeOfFloat(data)).reverse(to, rows * length);
}

/** The inverse of loadTurned; turns the elements at `from`. */
export function storeTurned(run: RowRun & { readonly allRows: number }, from: number): void {
  const { data, rows, length } = run;
  floatKernels(sizeOfFloat(data)).reverse(from, rows * length);
  storeRows({ ...run, first: run.allRows - run.first - rows }, from);
}
