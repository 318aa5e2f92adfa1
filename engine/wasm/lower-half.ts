import { withArena } from "./arena.js";
import { PANEL_ROW, panelWidth, pieces } from "./blocking.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { LowerHalfPayload } from "./lower-half-tasks.js";
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
} from "./triangular-tasks.js";

/** Columns of X that are multiplied at once. */
const WINDOW = 4096;

/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL = 1 << 20;

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
export function multiplyLowerHalf({ out, s, x, n, columns }: LowerHalfProduct): void {
  const size = sizeOfFloat(s);
  const grain = n * n * columns < SMALL ? Infinity : 1;
  withArena((arena) => {
    const stride = paddedOrder(n, size) * PANEL_ROW;
    const panels = Math.ceil(Math.min(columns, WINDOW) / panelWidth("B", size));
    const frame = {
      ...{ size, n, stride, turned: false },
      l: arena.bytes(factorBytes(n, size)),
      x: arena.bytes(panels * stride),
    };
    const y = arena.bytes(panels * stride);
    const half: FactorPayload = { ...frame, data: s, at: addressOf(s) };
    parallel("packLowerHalf", half, factorTiles(frame), grain);
    // Rows that pad X meet the zeros that pad T.
    wasm().exports.clear(frame.x, panels * stride);
    for (const { first, end } of pieces(columns, WINDOW)) {
      const window = { column: first, columns: end - first, allColumns: columns };
      const sides: SidesPayload = { ...frame, ...window, data: x, at: addressOf(x) };
      const product: LowerHalfPayload = { ...frame, columns: window.columns, y };
      const result: SidesPayload = { ...sides, x: y, data: out, at: addressOf(out) };
      parallel("loadSides", sides, sidesTiles(sides), grain);
      parallel("multiplyLowerHalf", product, solveTiles(product), grain);
      parallel("storeSides", result, sidesTiles(result), grain);
    }
  });
}
