import { expect, test } from "vitest";
import { grainFor } from "../../../engine/kernel/pixel-tiles.js";

/** Threads that `parallel` calls. */
const working = (tiles: number, workspaces: number, threads: number): number =>
  Math.min(threads, Math.floor(tiles / grainFor(tiles, workspaces, threads)));

test("all threads work on tiles of images, also when their number is odd", () => {
  for (let tiles = 2; tiles < 60; tiles++) {
    for (const threads of [2, 3, 4, 8]) {
      expect(working(tiles, threads, threads)).toBe(Math.min(tiles, threads));
    }
  }
});

test("no more threads work than there are workspaces", () => {
  for (let tiles = 1; tiles < 200; tiles++) {
    for (let workspaces = 1; workspaces < 8; workspaces++) {
      const found = working(tiles, workspaces, 8);
      expect(found).toBeLessThanOrEqual(workspaces);
      if (tiles > workspaces ** 2) expect(found).toBe(workspaces);
    }
  }
});
