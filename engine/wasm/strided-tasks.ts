import { PANEL_ROW, panelWidth, roundUp } from "./blocking.js";
import type { FloatSize, Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { storeRows } from "./rows.js";
import type { Scratch } from "./scratch.js";

/** A product whose tables lie in the shared memory, ready to be computed. */
export interface StridedJob {
  readonly size: FloatSize;
  readonly job: number;
  readonly columns: number;
  /** Row panels of C, and how many rows a run has. */
  readonly panels: number;
  readonly inner: number;
}

/** Where C goes: rows of `out` of length `outColumns`, from column `outColumn` on. */
export interface StridedTarget {
  readonly out: Floats;
  readonly outColumns: number;
  readonly outColumn: number;
}

export interface TilePayload extends StridedJob, StridedTarget {
  /** The address of `out`; null outside of the shared memory. */
  readonly outAt: number | null;
  readonly tilePanels: number;
  /** Address of C's tiles, kept between parts of the sum; 0 for each thread's scratch. */
  readonly kept: number;
  /** Whether this is the last part of the sum. */
  readonly last: boolean;
}

/** Columns of a tile at most. */
export const WIDE = 1024;
/** Bytes of a tile of C: column panels of all its rows. */
export function tileBytes(
  { size, columns }: Pick<StridedJob, "size" | "columns">,
  tilePanels: number,
): number {
  const width = roundUp(Math.min(columns, WIDE), panelWidth("B", size));
  return tilePanels * panelWidth("A", size) * width * size;
}

export const stridedTasks = {
  /** One run of row panels of C, for at most WIDE columns. */
  stridedTile: (payload: TilePayload, tile: number, { ptr }: Scratch): void => {
    const { size, job, columns, panels, tilePanels, kept, last } = payload;
    const across = Math.ceil(columns / WIDE);
    const first = Math.floor(tile / across) * tilePanels;
    const count = Math.min(tilePanels, panels - first);
    const column = (tile % across) * WIDE;
    const width = Math.min(WIDE, columns - column);
    const bytes = tileBytes(payload, tilePanels);
    const c = kept === 0 ? ptr : kept + tile * bytes;
    const cStride = tilePanels * panelWidth("A", size) * PANEL_ROW;
    const { exports } = wasm();
    const perPanel = panelWidth("B", size);
    const compute = size === 8 ? exports.strided64 : exports.strided32;
    compute(job, first, count, column / perPanel, Math.ceil(width / perPanel), c, cStride);
    if (!last) return;
    const join = size === 8 ? exports.joinRows64 : exports.joinRows32;
    const { out, outAt, outColumns, outColumn } = payload;
    const row = rowOf(payload, first);
    // Whole rows of an array in the shared memory lie one after the other as they are joined.
    const inPlace = outAt !== null && width === outColumns;
    const joined = inPlace ? outAt + row * outColumns * size : ptr + bytes;
    const rows = join(joined, c, cStride, job, first, count, width);
    if (inPlace) return;
    const place = { first: row, rows, column: outColumn + column, length: width };
    storeRows({ data: out, columns: outColumns, ...place }, joined);
  },
};

/** The first row of a panel: runs end with a panel that is not full. */
function rowOf({ size, inner }: StridedJob, panel: number): number {
  const height = panelWidth("A", size);
  const panelsInRun = Math.ceil(inner / height);
  const run = Math.floor(panel / panelsInRun);
  return run * inner + (panel - run * panelsInRun) * height;
}
