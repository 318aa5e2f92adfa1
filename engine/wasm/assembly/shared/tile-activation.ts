// Nonlinearities on one strip, by their opcodes (engine/kernel/opcodes.ts).
import { angularStrip } from "./tile-angular";
import { cornersStrip } from "./tile-corners";
import { exponentStrip, sineStrip } from "./tile-exponential";
import { gaborStrip, gaussianStrip } from "./tile-gaussian";
import { geluStrip } from "./tile-gelu";
import { opcode } from "./tile-layer";
import { rectifierStrip } from "./tile-rectifier";
import { seriesStrip } from "./tile-series";
import { tableStrip } from "./tile-table";

export function activationStrip<T>(layer: usize, i: usize, j: usize, w: usize, ntk: usize, end: usize): void {
  // prettier-ignore
  switch (opcode(layer)) {
    case 32: rectifierStrip<T>(layer, w, ntk, end); return;
    case 33: tableStrip<T>(layer, i, j, w, ntk, end); return;
    case 34: seriesStrip<T>(layer, i, j, w, ntk, end); return;
    case 35: exponentStrip<T>(layer, i, j, w, ntk, end); return;
    case 36: sineStrip<T>(layer, i, j, w, ntk, end); return;
    case 37: gaussianStrip<T>(layer, i, j, w, ntk, end); return;
    case 38: gaborStrip<T>(layer, i, j, w, ntk, end); return;
    case 39: geluStrip<T>(layer, i, j, w, ntk, end); return;
    case 40: angularStrip<T>(layer, i, j, w, ntk, end); return;
    case 41: cornersStrip<T>(layer, i, j, w, ntk, end); return;
    default: unreachable();
  }
}
