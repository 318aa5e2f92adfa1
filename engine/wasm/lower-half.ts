import { withArena } from "./arena.js";
import { pieces } from "./blocking.js";
import type { Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { LowerHalfPayload } from "./lower-half-tasks.js";
import { parallel } from "./pool.js";
import { addressOf } from "./recycling.js";
import { grainOf, triangularFrame, WINDOW } from "./triangular-frame.js";
import {
  factorTiles,
  sidesTiles,
  solveTiles,
  type FactorPayload,
  type SidesPayload,
} from "./triangular-tasks.js";

export interface LowerHalfProduct {
  /** Receives T X, row-major n × columns. */
  readonly out: Floats;
  /** S, n × n and symmetric, of which the lower triangle and the blocks on the diagonal are read. */
  readonly s: Floats;
  /** X, n × columns. */
  readonly x: Floats;
  readonly n: number;
  readonly columns: number;
}

/** Computes `out` for the lower half T of a symmetric matrix, T + Tᵀ = S. */
export function multiplyLowerHalf(product: LowerHalfProduct): void {
  const { out, s, x, n, columns } = product;
  const grain = grainOf(product);
  withArena((arena) => {
    const frame = triangularFrame(arena, { matrix: s, n, columns, turned: false });
    const y = arena.bytes(frame.panelBytes);
    const half: FactorPayload = { ...frame, data: s, at: addressOf(s) };
    parallel("packLowerHalf", half, factorTiles(frame), grain);
    // Rows that pad X meet the zeros that pad T.
    wasm().exports.clear(frame.x, frame.panelBytes);
    for (const { first, end } of pieces(columns, WINDOW)) {
      const window = { column: first, columns: end - first, allColumns: columns };
      const sides: SidesPayload = { ...frame, ...window, data: x, at: addressOf(x) };
      const panels: LowerHalfPayload = { ...frame, columns: window.columns, y };
      const result: SidesPayload = { ...sides, x: y, data: out, at: addressOf(out) };
      parallel("loadSides", sides, sidesTiles(sides), grain);
      parallel("multiplyLowerHalf", panels, solveTiles(panels), grain);
      parallel("storeSides", result, sidesTiles(result), grain);
    }
  });
}
