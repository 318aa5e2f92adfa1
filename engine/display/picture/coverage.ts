/**
 * Which share of each pixel a polygon covers, exactly: every edge adds its signed area to the pixels
 * it crosses, and a running sum along the row fills what lies right of it (the method of font-rs,
 * R. Levien 2016). Overlaps of one orientation count once (non-zero winding).
 */
import type { Box } from "../drawing/drawing.js";
import type { Point, Polyline } from "./outline.js";

/** Columns beyond the box: an edge at its right side adds to the two pixels after it. */
const SPARE = 2;

export interface Coverage {
  /** Whole pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Row-major, each in [0, 1]. */
  readonly shares: Float32Array;
}

/** Coverage of the polygons inside `clip` (whole pixels); null when they miss it. */
export function coverage(polygons: readonly Polyline[], clip: Box): Coverage | null {
  const box = boundsWithin(polygons, clip);
  if (box === null) return null;
  const [left, top, right, bottom] = box;
  const [width, height] = [right - left, bottom - top];
  const areas = new Float32Array((width + SPARE) * height);
  for (const { points } of polygons) {
    points.forEach((to, i) => {
      const from = points[i === 0 ? points.length - 1 : i - 1] ?? to;
      addEdge(areas, width, height, moved(from, left, top), moved(to, left, top));
    });
  }
  return { left, top, width, height, shares: summed(areas, width, height) };
}

function addEdge(areas: Float32Array, width: number, height: number, a: Point, b: Point): void {
  if (a[1] === b[1]) return;
  const direction = a[1] < b[1] ? 1 : -1;
  const [upper, lower] = a[1] < b[1] ? [a, b] : [b, a];
  const slope = (lower[0] - upper[0]) / (lower[1] - upper[1]);
  const end = Math.min(height, lower[1]);
  for (let y = Math.max(0, upper[1]); y < end;) {
    const row = Math.floor(y);
    const next = Math.min(row + 1, end);
    const x0 = upper[0] + (y - upper[1]) * slope;
    const x1 = upper[0] + (next - upper[1]) * slope;
    addSpan(
      areas,
      row * (width + SPARE),
      width,
      direction * (next - y),
      Math.min(x0, x1),
      Math.max(x0, x1),
    );
    y = next;
  }
}

/** One row's piece of an edge, from `x0` to `x1`, of signed height `rise`. */
function addSpan(
  areas: Float32Array,
  row: number,
  width: number,
  rise: number,
  from: number,
  to: number,
): void {
  const x0 = clamp(from, width);
  const x1 = clamp(to, width);
  const first = Math.floor(x0);
  const last = Math.min(Math.floor(x1), width);
  let before = 0;
  for (let column = first; column <= last; column++) {
    const share = shareRightOf(column, x0, x1) * rise;
    areas[row + column] = (areas[row + column] as number) + share - before;
    before = share;
  }
  areas[row + last + 1] = (areas[row + last + 1] as number) + rise - before;
}

/** How much of pixel `column` lies right of an edge whose abscissa runs evenly from `x0` to `x1`. */
function shareRightOf(column: number, x0: number, x1: number): number {
  if (x1 - x0 < 1e-9) return Math.max(0, Math.min(1, column + 1 - x0));
  // ∫ clamp(column + 1 − x, 0, 1) dx over [x0, x1], divided by its length
  return (ramp(column + 1 - x0) - ramp(column + 1 - x1)) / (x1 - x0);
}

/** Antiderivative of clamp(u, 0, 1). */
function ramp(u: number): number {
  if (u <= 0) return 0;
  return u >= 1 ? u - 0.5 : (u * u) / 2;
}

function summed(areas: Float32Array, width: number, height: number): Float32Array {
  const shares = new Float32Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += areas[row * (width + SPARE) + column] as number;
      shares[row * width + column] = Math.min(1, Math.abs(sum));
    }
  }
  return shares;
}

function boundsWithin(polygons: readonly Polyline[], clip: Box): Box | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { points } of polygons) {
    for (const [x, y] of points) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
  }
  const box: Box = [
    Math.max(clip[0], Math.floor(left)),
    Math.max(clip[1], Math.floor(top)),
    Math.min(clip[2], Math.ceil(right)),
    Math.min(clip[3], Math.ceil(bottom)),
  ];
  return box[0] < box[2] && box[1] < box[3] ? box : null;
}

function moved([x, y]: Point, left: number, top: number): Point {
  return [x - left, y - top];
}

function clamp(x: number, width: number): number {
  return Math.max(0, Math.min(width, x));
}
