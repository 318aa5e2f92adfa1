/** Between points of a plot and cells of the matrix, for what the camera sees. */
import type { Camera } from "./camera.js";
import type { Spot } from "./crosshair.js";
import type { Cell } from "./cursor.js";
import type { Point } from "../interaction.js";
import type { Layout } from "./layout.js";
import type { Detail } from "./picture-source.js";

/** What is seen, at what detail. */
export interface Sight {
  readonly camera: Camera;
  readonly detail: Detail;
}

export const MIDDLE: Point = { x: 0.5, y: 0.5 };

/** Null when the cell is out of sight. */
export function spotOf(
  { row, col }: Cell,
  { camera: { zoom, left, top }, detail: { rows, cols } }: Sight,
  { plotWidth, plotHeight }: Layout,
): Spot | null {
  const [wide, high] = [(plotWidth * zoom) / cols.length, (plotHeight * zoom) / rows.length];
  const [i, j] = [rows.cellOf(row), cols.cellOf(col)];
  const x = (cols.start(j) - left) * wide;
  const y = (rows.start(i) - top) * high;
  const width = (cols.start(j + 1) - cols.start(j)) * wide;
  const height = (rows.start(i + 1) - rows.start(i)) * high;
  const outside = x + width <= 0 || y + height <= 0 || x >= plotWidth || y >= plotHeight;
  return outside ? null : { x, y, width, height };
}

/** The first entry of the cell under a point. */
export function cellUnder({ x, y }: Point, { camera, detail: { rows, cols } }: Sight): Cell {
  const { zoom, left, top } = camera;
  const entry = (from: number, share: number, length: number) =>
    Math.max(0, Math.min(length - 1, Math.floor(from + (share * length) / zoom)));
  return {
    row: rows.start(rows.cellOf(entry(top, y, rows.length))),
    col: cols.start(cols.cellOf(entry(left, x, cols.length))),
  };
}

/** The middle of a cell that is seen, otherwise of the plot. */
export function pointOf(cell: Cell | null, sight: Sight, place: Layout): Point {
  const spot = cell === null ? null : spotOf(cell, sight, place);
  if (spot === null) return MIDDLE;
  const { plotWidth, plotHeight } = place;
  return { x: (spot.x + spot.width / 2) / plotWidth, y: (spot.y + spot.height / 2) / plotHeight };
}
