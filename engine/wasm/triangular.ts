import { withArena } from "./arena.js";
import { pieces } from "./blocking.js";
import type { Floats } from "./floats.js";
import { parallel } from "./pool.js";
import { addressOf } from "./recycling.js";
import { grainOf, triangularFrame, WINDOW } from "./triangular-frame.js";
import {
  factorTiles,
  sidesTiles,
  solveTiles,
  type FactorPayload,
  type SidesPayload,
  type SolvePayload,
  type TriangularFrame,
} from "./triangular-tasks.js";

export interface TriangularSystem {
  /** Receives X, row-major n × columns. */
  readonly out: Floats;
  /** n × n, of which the lower triangle is read. */
  readonly l: Floats;
  /** n × columns. */
  readonly b: Floats;
  readonly n: number;
  readonly columns: number;
  /** Solve Lᵀ X = B instead. */
  readonly transpose: boolean;
}

/** Computes `out`. */
export function solveInto(system: TriangularSystem): void {
  const { l, n, columns, transpose } = system;
  const grain = grainOf(system);
  withArena((arena) => {
    const frame = triangularFrame(arena, { matrix: l, n, columns, turned: transpose });
    const factor: FactorPayload = { ...frame, data: l, at: addressOf(l) };
    parallel("packFactor", factor, factorTiles(frame), grain);
    for (const { first, end } of pieces(columns, WINDOW)) {
      solveWindow(system, frame, { column: first, columns: end - first }, grain);
    }
  });
}

function solveWindow(
  { out, b, columns: allColumns }: TriangularSystem,
  frame: TriangularFrame,
  window: { readonly column: number; readonly columns: number },
  grain: number,
): void {
  const sides: SidesPayload = { ...frame, ...window, allColumns, data: b, at: addressOf(b) };
  const solution: SidesPayload = { ...sides, data: out, at: addressOf(out) };
  const panels: SolvePayload = { ...frame, columns: window.columns };
  parallel("loadSides", sides, sidesTiles(sides), grain);
  parallel("solvePanels", panels, solveTiles(panels), grain);
  parallel("storeSides", solution, sidesTiles(solution), grain);
}
