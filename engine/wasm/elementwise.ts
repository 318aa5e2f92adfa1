import { elementTiles } from "./elementwise-tasks.js";
import type { ElementFunction } from "./exports.js";
import type { Floats } from "./floats.js";
import { parallel } from "./pool.js";
import { addressOf } from "./recycling.js";

/** Tiles worth a thread: some 20 µs each. */
const TILES_A_THREAD = 4;

/** out_i = f(x_i) for a function of the compiled code, on all threads; `out` may be `x`. */
export function mapInto(out: Floats, name: ElementFunction, x: Floats): void {
  const payload = { out, outAt: addressOf(out), x, xAt: addressOf(x), name };
  parallel("mapElements", payload, elementTiles(x), TILES_A_THREAD);
}
