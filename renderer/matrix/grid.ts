/** How an axis is divided into the cells that are seen: entries, blocks of a preview, cells of a level. */
import { blockStart } from "../../engine/display/drawing/blocks.js";

export interface AxisGrid {
  /** Entries of the axis. */
  readonly length: number;
  readonly cells: number;
  /** First entry of a cell; that of one past the last is `length`. */
  readonly start: (cell: number) => number;
  readonly cellOf: (entry: number) => number;
}

export const previewGrid = (length: number, cells: number): AxisGrid => ({
  length,
  cells,
  start: (cell) => blockStart(cell, cells, length),
  // The last cell that begins at or before the entry.
  cellOf: (entry) => Math.ceil(((entry + 1) * cells) / length) - 1,
});

export const levelGrid = (length: number, level: number): AxisGrid => ({
  length,
  cells: Math.ceil(length / 2 ** level),
  start: (cell) => Math.min(length, cell * 2 ** level),
  cellOf: (entry) => Math.floor(entry / 2 ** level),
});
