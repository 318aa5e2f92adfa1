import type { FloatSize } from "./floats.js";

/**
 * A window of C, computed in the arena tile by tile. A tile is stored as B panels of `tileRows` rows, so
 * that what the micro-kernel reads and writes lies together.
 */
export interface ProductWindow {
  readonly size: FloatSize;
  /** The window's place in C. */
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  /** Rows of its tiles. */
  readonly tileRows: number;
  /** Address of the tiles. */
  readonly c: number;
}

/** A multiple of every panel's width, and of eight. */
const TILE_ROWS = 120;

/**
 * Rows of the tiles of a window. B passes by once for every row of tiles: high tiles read less memory,
 * low ones can be shared out among threads.
 */
export function tileRowsFor(rows: number): number {
  return rows < 8 * TILE_ROWS ? TILE_ROWS : 3 * TILE_ROWS;
}

/** Columns of a tile. */
export const TILE_COLUMNS = 512;

export function tilesAcross({ columns }: Pick<ProductWindow, "columns">): number {
  return Math.ceil(columns / TILE_COLUMNS);
}

export function productTiles(window: Omit<ProductWindow, "c">): number {
  return Math.ceil(window.rows / window.tileRows) * tilesAcross(window);
}

/** Bytes of all tiles of a window. */
export function windowBytes(window: Omit<ProductWindow, "c">): number {
  return productTiles(window) * tileBytes(window);
}

function tileBytes({ size, tileRows }: Omit<ProductWindow, "c">): number {
  return tileRows * TILE_COLUMNS * size;
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
  const { tileRows } = window;
  const row = Math.floor(index / tilesAcross(window)) * tileRows;
  const column = (index % tilesAcross(window)) * TILE_COLUMNS;
  return {
    row,
    rows: Math.min(tileRows, window.rows - row),
    column,
    columns: Math.min(TILE_COLUMNS, window.columns - column),
    at: window.c + index * tileBytes(window),
  };
}
