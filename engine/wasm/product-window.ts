import { BLOCK } from "./blocking.js";
import type { FloatSize } from "./floats.js";

/**
 * A window of C, computed in the arena tile by tile. A tile is stored as B panels of TILE_ROWS rows, so
 * that what the micro-kernel reads and writes lies together (row-major tiles cost a tenth).
 */
export interface ProductWindow {
  readonly size: FloatSize;
  /** The window's place in C. */
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  /** Address of the tiles. */
  readonly c: number;
}

/** Rows of a tile: its block of A (240 KiB) stays in the second cache while B streams past it. */
export const TILE_ROWS = BLOCK;

/** Columns of C that a block of A in the second cache is used for. */
export const TILE_COLUMNS = 512;

export function tilesAcross({ columns }: Pick<ProductWindow, "columns">): number {
  return Math.ceil(columns / TILE_COLUMNS);
}

export function productTiles(window: Omit<ProductWindow, "c">): number {
  return Math.ceil(window.rows / TILE_ROWS) * tilesAcross(window);
}

/** Bytes of all tiles of a window. */
export function windowBytes(window: Omit<ProductWindow, "c">): number {
  return productTiles(window) * tileBytes(window);
}

function tileBytes({ size }: Pick<ProductWindow, "size">): number {
  return TILE_ROWS * TILE_COLUMNS * size;
}

/** A tile's place within its window, and its address. */
export interface Tile {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly at: number;
}

export function tileOf(window: ProductWindow, index: number): Tile {
  const row = Math.floor(index / tilesAcross(window)) * TILE_ROWS;
  const column = (index % tilesAcross(window)) * TILE_COLUMNS;
  return {
    row,
    rows: Math.min(TILE_ROWS, window.rows - row),
    column,
    columns: Math.min(TILE_COLUMNS, window.columns - column),
    at: window.c + index * tileBytes(window),
  };
}
