import { describe, expect, it } from "vitest";
import { panelGrid, sameColors } from "../../../engine/display/drawing/panels.js";
import type { StackAxis } from "../../../engine/display/payload.js";

const kernels: StackAxis = { name: "matrix", entries: ["nngp", "ntk"], shows: "panels" };
const depth: StackAxis = { name: "depth", entries: ["1", "2", "3"], shows: "slider" };
const outputs: StackAxis = { name: "output", entries: ["0", "1"], shows: "facets" };

describe("a stack of matrices", () => {
  it("of one matrix is one panel without a name", () => {
    expect(panelGrid([], [])).toEqual({
      rows: 1,
      cols: 1,
      panels: [{ row: 0, col: 0, layer: 0, name: "" }],
    });
  });

  it("stands side by side, each at the entry of the slider", () => {
    const { rows, cols, panels } = panelGrid([kernels, depth], [0, 2]);
    expect([rows, cols]).toEqual([1, 2]);
    expect(panels.map(({ layer, name }) => [layer, name])).toEqual([
      [2, "nngp"],
      [5, "ntk"],
    ]);
  });

  it("with two axes of facets is a grid of them", () => {
    const { rows, cols, panels } = panelGrid([outputs, outputs], [0, 0]);
    expect([rows, cols]).toEqual([2, 2]);
    expect(panels.map(({ row, col, layer }) => [row, col, layer])).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [1, 0, 2],
      [1, 1, 3],
    ]);
  });

  it("shares colours along sliders and facets, not among matrices", () => {
    expect(sameColors([kernels, depth], 1)).toEqual([0, 1, 2]);
    expect(sameColors([depth, kernels], 1)).toEqual([1, 3, 5]);
    expect(sameColors([outputs, outputs], 3)).toEqual([0, 1, 2, 3]);
  });
});
