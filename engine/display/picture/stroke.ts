/** The outline of a line of some width: two parallels joined by mitres. */
import type { Point, Polyline } from "./outline.js";

/** Longest mitre, in half widths, before a corner is cut: a canvas waits till 10, and noise grows spikes. */
const MITRE_LIMIT = 3;

export function strokeOutline(line: Polyline, width: number): Polyline[] {
  const points = distinct(line);
  if (points.length < 2) return [];
  const left = parallel(points, line.closed, width / 2);
  const right = parallel(points, line.closed, -width / 2).reverse();
  if (!line.closed) return [{ points: [...left, ...right], closed: true }];
  return [
    { points: left, closed: true },
    { points: right, closed: true },
  ];
}

function parallel(points: readonly Point[], closed: boolean, offset: number): Point[] {
  const last = points.length - 1;
  return points.flatMap((point, i) => {
    const before = points[i === 0 && closed ? last : i - 1];
    const after = points[i === last && closed ? 0 : i + 1];
    if (before === undefined) return [shifted(point, normal(point, after ?? point), offset)];
    if (after === undefined) return [shifted(point, normal(before, point), offset)];
    return corner(point, normal(before, point), normal(point, after), offset);
  });
}

/** The mitre n with n·n₁ = n·n₂ = 1 is (n₁ + n₂)/(1 + n₁·n₂). */
function corner(point: Point, first: Point, second: Point, offset: number): Point[] {
  const cosine = first[0] * second[0] + first[1] * second[1];
  if (2 / (1 + cosine) > MITRE_LIMIT ** 2 || cosine <= -1) {
    return [shifted(point, first, offset), shifted(point, second, offset)];
  }
  const mitre: Point = [
    (first[0] + second[0]) / (1 + cosine),
    (first[1] + second[1]) / (1 + cosine),
  ];
  return [shifted(point, mitre, offset)];
}

function normal(from: Point, to: Point): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  return [(from[1] - to[1]) / length, (to[0] - from[0]) / length];
}

function shifted([x, y]: Point, [nx, ny]: Point, offset: number): Point {
  return [x + offset * nx, y + offset * ny];
}

/** Coincident neighbours have no direction; a closed line's ends are neighbours too. */
function distinct({ points, closed }: Polyline): Point[] {
  return points.filter((point, i) => {
    const before = i === 0 && closed ? points.at(-1) : points[i - 1];
    return before === undefined || before[0] !== point[0] || before[1] !== point[1];
  });
}
