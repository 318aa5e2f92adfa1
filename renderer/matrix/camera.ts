/** Which part of the matrix the plot shows. */
import type { Layout } from "./layout.js";

export interface Camera {
  /** 1 shows the whole. */
  readonly zoom: number;
  /** Entry at the upper left corner; fractions are parts of an entry. */
  readonly left: number;
  readonly top: number;
}

export interface Extent {
  readonly rows: number;
  readonly cols: number;
}

export const WHOLE: Camera = { zoom: 1, left: 0, top: 0 };

/** CSS pixels of an entry at the highest zoom. */
const LARGEST_ENTRY = 48;

export function highestZoom({ rows, cols }: Extent, { plotWidth, plotHeight }: Layout): number {
  return Math.max(1, (LARGEST_ENTRY * cols) / plotWidth, (LARGEST_ENTRY * rows) / plotHeight);
}

/** Zooms by `factor`; what is at the point (shares of the plot, 0 to 1) stays there. */
export function zoomed(
  camera: Camera,
  extent: Extent,
  { factor, x, y, highest }: { factor: number; x: number; y: number; highest: number },
): Camera {
  const zoom = Math.max(1, Math.min(highest, camera.zoom * factor));
  const gained = 1 / camera.zoom - 1 / zoom;
  const left = camera.left + x * extent.cols * gained;
  return clamped({ zoom, left, top: camera.top + y * extent.rows * gained }, extent);
}

/** Moves by shares of the plot. */
export function panned(camera: Camera, extent: Extent, x: number, y: number): Camera {
  const left = camera.left + (x * extent.cols) / camera.zoom;
  const top = camera.top + (y * extent.rows) / camera.zoom;
  return clamped({ ...camera, left, top }, extent);
}

/** Moves as little as shows an entry. */
export function showing(camera: Camera, extent: Extent, row: number, col: number): Camera {
  const [high, wide] = [extent.rows / camera.zoom, extent.cols / camera.zoom];
  const left = Math.min(col, Math.max(camera.left, col + 1 - wide));
  const top = Math.min(row, Math.max(camera.top, row + 1 - high));
  return clamped({ ...camera, left, top }, extent);
}

function clamped({ zoom, left, top }: Camera, { rows, cols }: Extent): Camera {
  return {
    zoom,
    left: Math.max(0, Math.min(cols - cols / zoom, left)),
    top: Math.max(0, Math.min(rows - rows / zoom, top)),
  };
}
