// C = A B for tall A and small B, as convolutions are: B is packed once, then each run of rows of A is
// loaded, packed, multiplied and stored by one thread, in its caches. Nothing of A's size is kept.
import { withArena } from "./arena.js";
import { DEPTH, PANEL_ROW, panelWidth, pieces, roundUp, WHOLE } from "./blocking.js";
import { floatKernels, type Floats, type FloatSize } from "./floats.js";
import { wasm } from "./loader.js";
import { loadOperand, packRows, packTiles, sizeOfOperand, type Operand } from "./pack.js";
import { parallel } from "./pool.js";
import { storeRows } from "./rows.js";
import type { Scratch } from "./scratch.js";

export interface TallProduct {
  /** m × k; its rows run along the summation index. */
  readonly a: Operand;
  /** k × n. */
  readonly b: Operand;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly out: Floats;
  /** Length of a row of `out`, and the column of it at which C begins. */
  readonly outColumns: number;
  readonly outColumn: number;
}

export interface TallPayload extends Omit<TallProduct, "b"> {
  /** Address of B's panels, in blocks of DEPTH steps. */
  readonly panels: number;
  readonly tileRows: number;
}

/** Bytes of A's rows, and of C, that a tile holds; scratch has room for five times as much. */
const TILE_BYTES = 1 << 18;

/** A multiple of every panel's height. */
const MOST_ROWS = 120;

/** The longest stretch of the sum whose rows are loaded at once, and the widest part of C. */
const SLAB = 8 * DEPTH;
const WIDE = 1024;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL_PRODUCT = 1 << 20;

/** Computes `out`. */
export function multiplyTall(product: TallProduct): void {
  const { a, b, m, n, k } = product;
  const size = sizeOfOperand(a);
  withArena((arena) => {
    const panels = arena.bytes(Math.max(1, k) * roundUp(n, panelWidth("B", size)) * size);
    const target = { kind: "B", to: panels } as const;
    const packing = { ...b, targets: [target], major: 0, majors: n, depth: 0, depths: k };
    parallel("pack", packing, packTiles(packing), Infinity);
    const tileRows = tileRowsFor(size, k, n);
    const { out, outColumns, outColumn } = product;
    const payload = { a, m, n, k, out, outColumns, outColumn, panels, tileRows };
    const tiles = Math.ceil(m / tileRows);
    const small = Math.ceil((SMALL_PRODUCT * tiles) / Math.max(1, m * n * k));
    parallel("tallTile", payload, tiles, Math.max(1, small));
  });
}

function tileRowsFor(size: FloatSize, k: number, n: number): number {
  const unit = panelWidth("A", size);
  const bytesARow = Math.max(Math.min(k, SLAB), Math.min(n, WIDE)) * size;
  const most = Math.min(MOST_ROWS, TILE_BYTES / bytesARow);
  return Math.max(1, Math.floor(most / unit)) * unit;
}

/** Where a tile's rows, their panels and its part of C lie in scratch. */
interface Places {
  readonly rows: number;
  readonly panels: number;
  readonly c: number;
}

function placesIn({ ptr }: Scratch, { a, k, n, tileRows }: TallPayload): Places {
  const size = sizeOfOperand(a);
  const rowBytes = Math.max(Math.min(k, SLAB), Math.min(n, WIDE)) * size;
  const panels = ptr + roundUp(tileRows * rowBytes, PANEL_ROW);
  return { rows: ptr, panels, c: panels + roundUp(tileRows * Math.min(k, SLAB) * size, PANEL_ROW) };
}

export const tallProductTasks = {
  /** One run of rows of C. */
  tallTile: (payload: TallPayload, tile: number, scratch: Scratch): void => {
    const first = tile * payload.tileRows;
    const rows = Math.min(payload.tileRows, payload.m - first);
    const places = placesIn(scratch, payload);
    for (const { first: column, end } of pieces(payload.n, WIDE)) {
      const block = { first, rows, column, columns: end - column };
      addProducts(payload, block, places);
      storeBlock(payload, block, places);
    }
  },
};

interface Block {
  readonly first: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
}

function addProducts(payload: TallPayload, block: Block, places: Places): void {
  const { a, k, tileRows } = payload;
  const size = sizeOfOperand(a);
  const { multiply } = floatKernels(size);
  const columnPanels = Math.ceil(block.columns / panelWidth("B", size));
  if (k === 0) wasm().exports.clear(places.c, columnPanels * tileRows * PANEL_ROW);
  for (const { first: slab, end } of pieces(k, SLAB)) {
    const length = end - slab;
    loadOperand(a, { first: block.first, rows: block.rows, column: slab, length }, places.rows);
    const run = { size, majors: block.rows, depths: length, first: 0, rows: block.rows };
    packRows({ kind: "A", to: places.panels }, run, places.rows);
    multiplySlab(payload, block, { slab, end, places, columnPanels, multiply });
  }
}

type Multiply = ReturnType<typeof floatKernels>["multiply"];

function multiplySlab(
  { a, n, k, panels, tileRows }: TallPayload,
  { rows, column }: Block,
  part: { slab: number; end: number; places: Places; columnPanels: number; multiply: Multiply },
): void {
  const { slab, end, places, columnPanels, multiply } = part;
  const size = sizeOfOperand(a);
  const height = panelWidth("A", size);
  const paddedColumns = roundUp(n, panelWidth("B", size));
  const paddedRows = roundUp(rows, height);
  for (let at = slab; at < end; at += DEPTH) {
    const steps = Math.min(DEPTH, k - at);
    multiply(
      ...([paddedRows / height, columnPanels, steps] as const),
      places.panels + (at - slab) * paddedRows * size,
      ...([panels + (at * paddedColumns + column * steps) * size, steps * PANEL_ROW] as const),
      ...([places.c, PANEL_ROW, tileRows * PANEL_ROW] as const),
      ...([WHOLE, Number(at === 0)] as const),
    );
  }
}

function storeBlock(payload: TallPayload, block: Block, places: Places): void {
  const { a, out, outColumns, outColumn, tileRows } = payload;
  const { first, rows, column, columns } = block;
  const size = sizeOfOperand(a);
  const { unpackAlong } = floatKernels(size);
  unpackAlong(places.rows, columns * size, places.c, tileRows * PANEL_ROW, columns, rows);
  const place = { first, rows, column: outColumn + column, length: columns };
  storeRows({ data: out, columns: outColumns, ...place }, places.rows);
}
