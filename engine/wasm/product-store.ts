// Tiles to the result. A tile of an ordinary product leaves as soon as it is finished, while it is in
// the second cache. What a symmetric product takes from the other side of the diagonal leaves at the
// end, in runs of whole rows.
import { PANEL_ROW, panelWidth } from "./blocking.js";
import { floatKernels, memoryAs, type Floats } from "./floats.js";
import {
  TILE_COLUMNS,
  tileOf,
  tilesAcross,
  type ProductWindow,
  type Tile,
} from "./product-window.js";
import { writeRows, type LoadedRows } from "./rows.js";
import type { Scratch } from "./scratch.js";

export interface StorePayload extends ProductWindow {
  readonly out: Floats;
  /** Its address; null outside of the shared memory. */
  readonly outAt: number | null;
  /** Length of a row of `out`. */
  readonly outColumns: number;
}

/** Rows of a run: they lie in one tile, as rows and as columns, and are whole panels. */
const RUN = 8;

/** Bytes from one B panel of a tile to the next. */
export const panelBytes = ({ tileRows }: ProductWindow): number => tileRows * PANEL_ROW;

/** Rows of a tile that are put together at once, and stay in the first cache meanwhile. */
const STRIP = 24;

/** A finished tile. */
export function storeTile(payload: StorePayload, tile: Tile, { ptr }: Scratch): void {
  const { size, row } = payload;
  const { unpackAlong } = floatKernels(size);
  const column = payload.column + tile.column;
  for (let strip = 0; strip < tile.rows; strip += STRIP) {
    const rows = Math.min(STRIP, tile.rows - strip);
    const from = tile.at + strip * PANEL_ROW;
    const first = row + tile.row + strip;
    const place = { first, rows, column, length: tile.columns };
    writeRows({ ...resultOf(payload), ...place }, ptr, (to) => {
      unpackAlong(to.ptr, to.stride, from, panelBytes(payload), tile.columns, rows);
    });
  }
}

function resultOf({ out, outAt, outColumns }: StorePayload) {
  return { data: out, at: outAt, columns: outColumns };
}

export function rowRuns({ rows }: ProductWindow): number {
  return Math.ceil(rows / RUN);
}

export function columnRuns({ columns }: ProductWindow): number {
  return Math.ceil(columns / RUN);
}

/** Rows [first, first + rows) of the window, from tile column `tileColumn` on. */
function gatherRows(
  window: ProductWindow,
  { first, rows }: { first: number; rows: number },
  tileColumn: number,
  to: LoadedRows,
): void {
  const { size } = window;
  const { unpackAlong } = floatKernels(size);
  const across = tilesAcross(window);
  const row = Math.floor(first / window.tileRows);
  for (let j = tileColumn; j < across; j++) {
    const tile = tileOf(window, row * across + j);
    const from = tile.at + (first - tile.row) * PANEL_ROW;
    const bytes = panelBytes(window);
    unpackAlong(to.ptr + tile.column * size, to.stride, from, bytes, tile.columns, rows);
  }
}

/** Columns [first, first + count), down to row `end` of the window, as rows. */
function gatherColumns(
  window: ProductWindow,
  { first, count, end }: { first: number; count: number; end: number },
  to: LoadedRows,
): void {
  const { size } = window;
  const { unpackAcross } = floatKernels(size);
  const across = tilesAcross(window);
  const column = Math.floor(first / TILE_COLUMNS);
  for (let i = 0; i * window.tileRows < end; i++) {
    const tile = tileOf(window, i * across + column);
    const from = tile.at + ((first - tile.column) / panelWidth("B", size)) * panelBytes(window);
    const depth = Math.min(tile.rows, end - tile.row);
    unpackAcross(to.ptr + tile.row * size, to.stride, from, panelBytes(window), count, depth);
  }
}

export const productStoreTasks = {
  /** A run of columns of the window, as rows of a symmetric result. */
  storeColumns: (payload: StorePayload, run: number, { ptr }: Scratch): void => {
    const { row, rows, column, columns } = payload;
    const first = run * RUN;
    const count = Math.min(RUN, columns - first);
    const place = { first: column + first, rows: count, column: row, length: rows };
    writeRows({ ...resultOf(payload), ...place }, ptr, (to) => {
      gatherColumns(payload, { first, count, end: rows }, to);
    });
  },

  /** A run of rows of a symmetric window of which what lies on and above the diagonal is known. */
  storeSymmetric: (payload: StorePayload, run: number, { ptr }: Scratch): void => {
    const { row, rows, column, columns } = payload;
    const first = run * RUN;
    const count = Math.min(RUN, rows - first);
    const place = { first: row + first, rows: count, column, length: columns };
    writeRows({ ...resultOf(payload), ...place }, ptr, (to) => {
      gatherRows(payload, { first, rows: count }, Math.floor(first / TILE_COLUMNS), to);
      gatherColumns(payload, { first, count, end: first }, to);
      mirrorCorner(payload, { first, count }, to);
    });
  },
};

/** The square that the run has in common with the diagonal. */
function mirrorCorner(
  { size }: ProductWindow,
  { first, count }: { first: number; count: number },
  { ptr, stride }: LoadedRows,
): void {
  const elements = memoryAs(size);
  const at = (i: number, j: number): number => (ptr + i * stride) / size + first + j;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) elements[at(i, j)] = elements[at(j, i)] as number;
  }
}
