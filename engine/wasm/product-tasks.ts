import { DEPTH, PANEL_ROW, panelWidth, roundUp, WHOLE } from "./blocking.js";
import { floatKernels } from "./floats.js";
import { wasm } from "./loader.js";
import { panelBytes, storeTile, type StorePayload } from "./product-store.js";
import { tileOf, type Tile } from "./product-window.js";
import type { Scratch } from "./scratch.js";

/** One slab of packed operands, to be added to the window. */
export interface ProductPayload extends StorePayload {
  readonly a: number;
  readonly b: number;
  readonly depths: number;
  /** The first slab: C begins with it. */
  readonly first: boolean;
  /** The last slab: finished tiles leave the window. */
  readonly last: boolean;
  /** C is symmetric: tiles wholly below the diagonal are left out. */
  readonly symmetric: boolean;
}

/** Column − row of a tile's first element in C; tiles wholly below the diagonal are left out. */
function diagonalOf(payload: ProductPayload, tile: Tile): number {
  return payload.column + tile.column - payload.row - tile.row;
}

export const productTasks = {
  /** One tile of C += A B over a slab. */
  productTile: (payload: ProductPayload, index: number, scratch: Scratch): void => {
    const tile = tileOf(payload, index);
    const { symmetric, last, row, column } = payload;
    if (symmetric && diagonalOf(payload, tile) + tile.columns <= 0) return;
    addProducts(payload, tile);
    if (last && !(symmetric && row === column)) storeTile(payload, tile, scratch);
  },
};

function addProducts(payload: ProductPayload, tile: Tile): void {
  const { size, rows, columns, a, b, depths, first } = payload;
  const aWidth = panelWidth("A", size);
  const paddedRows = roundUp(rows, aWidth);
  const paddedColumns = roundUp(columns, panelWidth("B", size));
  const rowPanels = Math.ceil(tile.rows / aWidth);
  const columnPanels = Math.ceil(tile.columns / panelWidth("B", size));
  if (depths === 0) wasm().exports.clear(tile.at, columnPanels * panelBytes(payload));
  const diagonal = payload.symmetric ? diagonalOf(payload, tile) : WHOLE;
  const { multiply } = floatKernels(size);
  for (let k = 0; k < depths; k += DEPTH) {
    const steps = Math.min(DEPTH, depths - k);
    multiply(
      ...([rowPanels, columnPanels, steps] as const),
      a + (k * paddedRows + tile.row * steps) * size,
      ...([b + (k * paddedColumns + tile.column * steps) * size, steps * PANEL_ROW] as const),
      ...([tile.at, PANEL_ROW, panelBytes(payload)] as const),
      ...([diagonal, Number(first && k === 0)] as const),
    );
  }
}
