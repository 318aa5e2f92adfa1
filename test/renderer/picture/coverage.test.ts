import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverage } from "../../../engine/display/picture/coverage.js";
import type { Point } from "../../../engine/display/picture/outline.js";
import { strokeOutline } from "../../../engine/display/picture/stroke.js";

const CLIP = [0, 0, 40, 40] as const;
const point = fc.tuple(
  fc.double({ min: 1, max: 39, noNaN: true }),
  fc.double({ min: 1, max: 39, noNaN: true }),
);

/** Gauss's area formula. */
function area(points: readonly Point[]): number {
  return Math.abs(
    points.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length] ?? [x, y];
      return sum + (x * nextY - nextX * y) / 2;
    }, 0),
  );
}

const covered = (points: readonly Point[]) =>
  Array.from(coverage([{ points, closed: true }], CLIP)?.shares ?? []).reduce((a, b) => a + b, 0);

describe("the coverage of pixels", () => {
  it("adds up to the area of any triangle", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        // float32 sums over at most 40 edges' pixels in a row
        expect(covered([a, b, c])).toBeCloseTo(area([a, b, c]), 2);
      }),
    );
  });

  it("is a share in the pixels that an edge crosses", () => {
    const shares = coverage(
      [
        {
          points: [
            [1.25, 1],
            [3, 1],
            [3, 2.5],
            [1.25, 2.5],
          ],
          closed: true,
        },
      ],
      CLIP,
    );
    expect(shares).toMatchObject({ left: 1, top: 1, width: 2, height: 2 });
    expect([...(shares?.shares ?? [])]).toEqual([0.75, 1, 0.375, 0.5]);
  });

  it("stops at the clip", () => {
    const square: Point[] = [
      [-50, -50],
      [90, -50],
      [90, 90],
      [-50, 90],
    ];
    expect(covered(square)).toBe(1600);
    expect(coverage([{ points: square, closed: true }], [50, 50, 50, 60])).toBeNull();
  });

  it("counts overlaps of one orientation once", () => {
    const square = (shift: number): Point[] => [
      [5 + shift, 5],
      [15 + shift, 5],
      [15 + shift, 15],
      [5 + shift, 15],
    ];
    const both = coverage(
      [
        { points: square(0), closed: true },
        { points: square(5), closed: true },
      ],
      CLIP,
    );
    expect(both?.shares.reduce((sum, share) => sum + share, 0)).toBe(150);
  });
});

describe("the outline of a line", () => {
  it("covers length times width", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
        fc.pre(length > 0.01);
        const [outline] = strokeOutline({ points: [a, b], closed: false }, 1.5);
        expect(area(outline?.points ?? [])).toBeCloseTo(1.5 * length, 8);
      }),
    );
  });

  it("is a ring around a closed path whose ends coincide", () => {
    const points: Point[] = [
      [10, 10],
      [20, 10],
      [20, 20],
      [10, 20],
      [10, 10],
    ];
    const ring = coverage(strokeOutline({ points, closed: true }, 2), CLIP);
    expect(ring?.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(12 * 12 - 8 * 8, 4);
  });
});
