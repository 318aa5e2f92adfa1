import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { panned, showing, WHOLE, zoomed } from "../../../renderer/matrix/camera.js";
import { levelGrid, previewGrid } from "../../../renderer/matrix/grid.js";

const extent = { rows: 400, cols: 1000 };
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe("the camera", () => {
  it("keeps what is under the pointer there while it zooms, where the edges let it", () => {
    const near = zoomed(WHOLE, extent, { factor: 4, x: 0.25, y: 0.5, highest: 50 });
    expect(near).toEqual({ zoom: 4, left: 187.5, top: 150 });
    expect(near.left + (0.25 * 1000) / near.zoom).toBe(0.25 * 1000);
  });

  it("never leaves the matrix nor its range of zooms, whatever is done", () => {
    const act = fc.oneof(
      fc.record({ factor: fc.double({ min: 0.01, max: 100, noNaN: true }), x: share, y: share }),
      fc.record({ x: fc.double({ min: -3, max: 3, noNaN: true }), y: share }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        let camera = WHOLE;
        for (const one of acts)
          camera =
            "factor" in one
              ? zoomed(camera, extent, { ...one, highest: 50 })
              : panned(camera, extent, one.x, one.y);
        expect(camera.zoom).toBeGreaterThanOrEqual(1);
        expect(camera.zoom).toBeLessThanOrEqual(50);
        expect(camera.left).toBeGreaterThanOrEqual(0);
        expect(camera.left + extent.cols / camera.zoom).toBeLessThanOrEqual(extent.cols + 1e-9);
        expect(camera.top + extent.rows / camera.zoom).toBeLessThanOrEqual(extent.rows + 1e-9);
      }),
    );
  });

  it("moves as little as shows the cell that the keys went to", () => {
    const near = { zoom: 10, left: 100, top: 40 };
    expect(showing(near, extent, 50, 150)).toEqual(near);
    expect(showing(near, extent, 80, 150)).toEqual({ zoom: 10, left: 100, top: 41 });
    expect(showing(near, extent, 50, 20)).toEqual({ zoom: 10, left: 20, top: 40 });
  });
});

describe("the cells of an axis", () => {
  it("each begin where the one before ends, and hold their own entries", () => {
    const grids = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 0, max: 12 }))
      .chain(([length, level]) =>
        fc.constantFrom(
          levelGrid(length, level),
          previewGrid(length, Math.max(1, Math.ceil(length / (level + 1)))),
        ),
      );
    fc.assert(
      fc.property(grids, fc.nat(4999), (grid, at) => {
        const entry = at % grid.length;
        const cell = grid.cellOf(entry);
        expect(grid.start(cell)).toBeLessThanOrEqual(entry);
        expect(grid.start(cell + 1)).toBeGreaterThan(entry);
        expect(grid.start(grid.cells)).toBe(grid.length);
      }),
    );
  });
});
