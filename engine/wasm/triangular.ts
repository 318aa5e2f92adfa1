import { withArena } from "./arena.js";
import { PANEL_ROW, panelWidth, pieces } from "./blocking.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { parallel } from "./pool.js";
import { addressOf } from "./recycling.js";
import {
  factorBytes,
  factorTiles,
  paddedOrder,
  sidesTiles,
  solveTiles,
  type FactorPayload,
  type SidesPayload,
  type SolvePayload,
  type TriangularFrame,
} from "./triangular-tasks.js";

/** Right-hand sides that are solved at once: 80 MiB of X at n = 2500. */
const WINDOW = 4096;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL = 1 << 20;

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
  const size = sizeOfFloat(l);
  const width = panelWidth("B", size);
  const grain = n * n * columns < SMALL ? Infinity : 1;
  withArena((arena) => {
    const stride = paddedOrder(n, size) * PANEL_ROW;
    const panels = Math.ceil(Math.min(columns, WINDOW) / width);
    const frame: TriangularFrame = {
      ...{ size, n, stride, turned: transpose },
      l: arena.bytes(factorBytes(n, size)),
      x: arena.bytes(panels * stride),
    };
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
