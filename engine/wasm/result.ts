import type { Arena } from "./arena.js";
import { copyOut, type Floats } from "./floats.js";
import { addressOf } from "./recycling.js";

/** What is written to an address arrives in `out`: where it lies, or by way of the arena. */
export function writeInto(arena: Arena, out: Floats, write: (at: number) => void): void {
  const at = addressOf(out);
  const to = at ?? arena.bytes(out.byteLength);
  write(to);
  if (at === null) copyOut(out, 0, to, out.length);
}
