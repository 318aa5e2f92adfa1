import type { Arena } from "./arena.js";
import { copyIn, type Floats } from "./floats.js";
import { growTo } from "./grow.js";
import { wasm } from "./loader.js";
import { addressOf } from "./recycling.js";

/** The address of an array, or of a copy in the arena, with `slack` bytes behind that may be read. */
export function reach(arena: Arena, data: Floats | Uint8Array, slack = 0): number {
  const at = addressOf(data);
  if (at !== null) {
    growTo(at + data.byteLength + slack);
    return at;
  }
  const copy = arena.bytes(data.byteLength + slack);
  if (data instanceof Uint8Array) new Uint8Array(wasm().memory.buffer).set(data, copy);
  else copyIn(copy, data, 0, data.length);
  return copy;
}
