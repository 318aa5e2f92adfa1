import { checkInterrupt } from "../platform/interrupt.js";
import { BLOCK, PANEL_ROW, panelWidth, WHOLE } from "./blocking.js";
import { floatKernels, memoryAs } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";
import {
  blockAt,
  blockRows,
  packRows,
  TILE_PANELS,
  type FactorPayload,
  type SolvePayload,
} from "./triangular-tasks.js";

/** Y = T X for panels X and Y; T lies in the place of L. */
export interface LowerHalfPayload extends SolvePayload {
  readonly y: number;
}

export const lowerHalfTasks = {
  /** One block of rows of T: those of S up to the diagonal, half of the block on it. */
  packLowerHalf: (payload: FactorPayload, tile: number, scratch: Scratch): void => {
    const { size } = payload;
    const own = blockAt(payload, tile, tile);
    // What pads the last block is multiplied, too.
    wasm().exports.clear(own, BLOCK * BLOCK * size);
    packRows(payload, tile, scratch);
    const elements = memoryAs(size);
    for (let at = own / size; at < own / size + BLOCK * BLOCK; at++) {
      elements[at] = 0.5 * (elements[at] as number);
    }
  },

  /** A few panels of Y: Y_i = Σ_{k≤i} T_ik X_k. */
  multiplyLowerHalf: (payload: LowerHalfPayload, tile: number): void => {
    const { size, n, x, y, stride, columns } = payload;
    const firstPanel = tile * TILE_PANELS;
    const width = panelWidth("B", size);
    const panels = Math.min(TILE_PANELS, Math.ceil(columns / width) - firstPanel);
    const { multiply } = floatKernels(size);
    const at = (to: number, i: number) => to + firstPanel * stride + i * BLOCK * PANEL_ROW;
    for (let i = 0; i * BLOCK < n; i++) {
      checkInterrupt();
      const rowPanels = blockRows(payload, i) / panelWidth("A", size);
      for (let k = 0; k <= i; k++) {
        multiply(
          ...([rowPanels, panels, blockRows(payload, k)] as const),
          ...([blockAt(payload, i, k), at(x, k), stride] as const),
          ...([at(y, i), PANEL_ROW, stride, WHOLE, Number(k === 0)] as const),
        );
      }
    }
  },
};
