/** From paths to straight lines. */
import type { Segment } from "../drawing/drawing.js";

export type Point = readonly [number, number];

export interface Polyline {
  readonly points: readonly Point[];
  readonly closed: boolean;
}

/** Pieces a curve is cut into: below a tenth of a pixel for glyphs and points of a chart. */
const CURVE_PIECES = 8;

/** The straight pieces of a path, enlarged by `scale`. */
export function flatten(path: readonly Segment[], scale: number): Polyline[] {
  const lines: { points: Point[]; closed: boolean }[] = [];
  let line = { points: new Array<Point>(), closed: false };
  let end: Point = [0, 0];
  for (const segment of path) {
    if (segment[0] === "Z") {
      line.closed = true;
      continue;
    }
    if (segment[0] === "M") lines.push((line = { points: [], closed: false }));
    line.points.push(...pieces(segment, end, scale));
    end = line.points[line.points.length - 1] ?? end;
  }
  return lines;
}

function pieces(segment: Exclude<Segment, readonly ["Z"]>, from: Point, scale: number): Point[] {
  if (segment[0] !== "C") return [[segment[1] * scale, segment[2] * scale]];
  const [, x1, y1, x2, y2, x3, y3] = segment;
  return Array.from({ length: CURVE_PIECES }, (_, piece): Point => {
    const t = (piece + 1) / CURVE_PIECES;
    return [
      bernstein(t, from[0], x1 * scale, x2 * scale, x3 * scale),
      bernstein(t, from[1], y1 * scale, y2 * scale, y3 * scale),
    ];
  });
}

function bernstein(t: number, p0: number, p1: number, p2: number, p3: number): number {
  const s = 1 - t;
  return s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3;
}
