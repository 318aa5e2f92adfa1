import { BLOCK, DEPTH, PANEL_ROW, panelWidth, roundUp, WHOLE } from "./blocking.js";
import { copyOut, floatKernels, type Floats, type FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

/**
 * A window of C, computed in the arena tile by tile. A tile is stored as B panels of BLOCK rows, so
 * that what the micro-kernel reads and writes lies together (row-major tiles cost a tenth).
 */
export interface ProductWindow {
  readonly size: FloatSize;
  /** The window's place in C. */
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

/** One slab of packed operands, to be added to the window. */
export interface ProductPayload extends ProductWindow {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly depths: number;
  /** First and last slab: C is zeroed before, stored after. */
  readonly first: boolean;
  readonly last: boolean;
  readonly symmetric: boolean;
  readonly out: Floats;
  /** Length of a row of `out`. */
  readonly outColumns: number;
}

/** Columns of C that a block of A in the second cache is used for. */
const TILE_COLUMNS = 256;

function tilesAcross({ columns }: ProductWindow): number {
  return Math.ceil(columns / TILE_COLUMNS);
}

export function productTiles(window: ProductWindow): number {
  return Math.ceil(window.rows / BLOCK) * tilesAcross(window);
}

/** Bytes of all tiles of a window. */
export function windowBytes(window: ProductWindow): number {
  return productTiles(window) * tileBytes(window);
}

function tileBytes({ size }: ProductWindow): number {
  return BLOCK * TILE_COLUMNS * size;
}

/** A tile's place within its window, and its address. */
interface Tile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly at: number;
}

function tileOf(payload: ProductPayload, index: number): Tile {
  const row = Math.floor(index / tilesAcross(payload)) * BLOCK;
  const column = (index % tilesAcross(payload)) * TILE_COLUMNS;
  return {
    row,
    rows: Math.min(BLOCK, payload.rows - row),
    column,
    columns: Math.min(TILE_COLUMNS, payload.columns - column),
    at: payload.c + index * tileBytes(payload),
  };
}

/** Column − row of a tile's first element in C; tiles wholly below the diagonal are left out. */
function diagonalOf(payload: ProductPayload, tile: Tile): number {
  return payload.column + tile.column - payload.row - tile.row;
}

export const productTasks = {
  /** One tile of C += A B over a slab. */
  productTile: (payload: ProductPayload, index: number, scratch: Scratch): void => {
    const tile = tileOf(payload, index);
    const { symmetric, size, first, last } = payload;
    if (symmetric && diagonalOf(payload, tile) + tile.columns <= 0) return;
    const columnPanels = Math.ceil(tile.columns / panelWidth("B", size));
    if (first) wasm().exports.clear(tile.at, columnPanels * BLOCK * PANEL_ROW);
    addProducts(payload, tile, columnPanels);
    if (!last) return;
    storeTile(payload, tile, scratch);
    if (symmetric) storeMirrored(payload, tile, scratch);
  },
};

function addProducts(payload: ProductPayload, tile: Tile, columnPanels: number): void {
  const { size, rows, columns, a, b, depths } = payload;
  const aWidth = panelWidth("A", size);
  const paddedRows = roundUp(rows, aWidth);
  const paddedColumns = roundUp(columns, panelWidth("B", size));
  const rowPanels = Math.ceil(tile.rows / aWidth);
  const diagonal = payload.symmetric ? diagonalOf(payload, tile) : WHOLE;
  const { multiply } = floatKernels(size);
  for (let k = 0; k < depths; k += DEPTH) {
    const steps = Math.min(DEPTH, depths - k);
    multiply(
      ...([rowPanels, columnPanels, steps] as const),
      a + (k * paddedRows + tile.row * steps) * size,
      ...([b + (k * paddedColumns + tile.column * steps) * size, steps * PANEL_ROW] as const),
      ...([tile.at, PANEL_ROW, BLOCK * PANEL_ROW, diagonal] as const),
    );
  }
}

/** The tile's rows to `out`; of a symmetric C those parts that lie on or above the diagonal. */
function storeTile(payload: ProductPayload, tile: Tile, { ptr }: Scratch): void {
  const { size, out, outColumns, symmetric } = payload;
  const { rows, columns, at } = tile;
  const bytes = columns * size;
  floatKernels(size).unpackAlong(ptr, bytes, at, BLOCK * PANEL_ROW, columns, rows);
  const start = (payload.row + tile.row) * outColumns + payload.column + tile.column;
  const diagonal = symmetric ? diagonalOf(payload, tile) : WHOLE;
  for (let i = 0; i < rows; i++) {
    const skip = Math.min(columns, Math.max(0, i - diagonal));
    copyOut(out, start + i * outColumns + skip, ptr + i * bytes + skip * size, columns - skip);
  }
}

/** The tile's columns as rows of `out`: those parts that lie below the diagonal. */
function storeMirrored(payload: ProductPayload, tile: Tile, { ptr }: Scratch): void {
  const { size, out, outColumns } = payload;
  const { rows, columns, at } = tile;
  const bytes = rows * size;
  floatKernels(size).unpackAcross(ptr, bytes, at, BLOCK * PANEL_ROW, columns, rows);
  const start = (payload.column + tile.column) * outColumns + payload.row + tile.row;
  const diagonal = diagonalOf(payload, tile);
  for (let j = 0; j < columns; j++) {
    const length = Math.min(rows, Math.max(0, j + diagonal));
    copyOut(out, start + j * outColumns, ptr + j * bytes, length);
  }
}
