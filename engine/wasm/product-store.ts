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
import { storeRows } from "./rows.js";
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
  const { out, outAt, outColumns, size, row } = payload;
  const { unpackAlong } = floatKernels(size);
  const column = payload.column + tile.column;
  for (let strip = 0; strip < tile.rows; strip += STRIP) {
    const rows = Math.min(STRIP, tile.rows - strip);
    const from = tile.at + strip * PANEL_ROW;
    const first = row + tile.row + strip;
    const [to, stride] =
      outAt === null
        ? [ptr, tile.columns * size]
        : [outAt + (first * outColumns + column) * size, outColumns * size];
    unpackAlong(to, stride, from, panelBytes(payload), tile.columns, rows);
    if (outAt !== null) continue;
    storeRows({ data: out, columns: outColumns, first, rows, column, length: tile.columns }, ptr);
  }
}

export function rowRuns({ rows }: ProductWindow): number {
  return Math.ceil(rows / RUN);
}

export function columnRuns({ columns }: ProductWindow): number {
  return Math.ceil(columns / RUN);
}

/** Rows [first, first + rows) of the window, from tile column `tileColumn` on, to scratch. */
function gatherRows(
  window: ProductWindow,
  { first, rows }: { first: number; rows: number },
  tileColumn: number,
  to: number,
): void {
  const { size, columns } = window;
  const { unpackAlong } = floatKernels(size);
  const across = tilesAcross(window);
  const row = Math.floor(first / window.tileRows);
  for (let j = tileColumn; j < across; j++) {
    const tile = tileOf(window, row * across + j);
    const from = tile.at + (first - tile.row) * PANEL_ROW;
    const bytes = panelBytes(window);
    unpackAlong(to + tile.column * size, columns * size, from, bytes, tile.columns, rows);
  }
}

/** Columns [first, first + count), down to row `end` of the window, as rows to scratch. */
function gatherColumns(
  window: ProductWindow,
  { first, count, end }: { first: number; count: number; end: number },
  to: number,
): void {
  const { size, rows } = window;
  const { unpackAcross } = floatKernels(size);
  const across = tilesAcross(window);
  const column = Math.floor(first / TILE_COLUMNS);
  for (let i = 0; i * window.tileRows < end; i++) {
    const tile = tileOf(window, i * across + column);
    const from = tile.at + ((first - tile.column) / panelWidth("B", size)) * panelBytes(window);
    const depth = Math.min(tile.rows, end - tile.row);
    unpackAcross(to + tile.row * size, rows * size, from, panelBytes(window), count, depth);
  }
}

export const productStoreTasks = {
  /** A run of columns of the window, as rows of a symmetric result. */
  storeColumns: (payload: StorePayload, run: number, { ptr }: Scratch): void => {
    const { out, outColumns, row, rows, column, columns } = payload;
    const first = run * RUN;
    const count = Math.min(RUN, columns - first);
    gatherColumns(payload, { first, count, end: rows }, ptr);
    const place = { first: column + first, rows: count, column: row, length: rows };
    storeRows({ data: out, columns: outColumns, ...place }, ptr);
  },

  /** A run of rows of a symmetric window of which what lies on and above the diagonal is known. */
  storeSymmetric: (payload: StorePayload, run: number, { ptr }: Scratch): void => {
    const { out, outColumns, row, rows, column, columns } = payload;
    const first = run * RUN;
    const count = Math.min(RUN, rows - first);
    gatherRows(payload, { first, rows: count }, Math.floor(first / TILE_COLUMNS), ptr);
    gatherColumns(payload, { first, count, end: first }, ptr);
    mirrorCorner(payload, first, count, ptr);
    const place = { first: row + first, rows: count, column, length: columns };
    storeRows({ data: out, columns: outColumns, ...place }, ptr);
  },
};

/** The square that the run has in common with the diagonal. */
function mirrorCorner(
  { size, columns }: ProductWindow,
  first: number,
  count: number,
  ptr: number,
): void {
  const elements = memoryAs(size);
  const at = (i: number, j: number): number => ptr / size + i * columns + first + j;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) elements[at(i, j)] = elements[at(j, i)] as number;
  }
}
