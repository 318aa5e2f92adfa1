import type { ElementFunction } from "./exports.js";
import { copyIn, copyOut, sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

export interface ElementPayload {
  readonly out: Floats;
  readonly x: Floats;
  readonly name: ElementFunction;
}

/** Elements of a tile: input and output stay in the first cache. */
const TILE = 2048;

const VECTOR_BYTES = 16;

export function elementTiles(x: Floats): number {
  return Math.ceil(x.length / TILE);
}

export const elementwiseTasks = {
  /** One run of elements; the last vector may be filled up with what was in scratch before. */
  mapElements: ({ out, x, name }: ElementPayload, tile: number, { ptr }: Scratch): void => {
    const first = tile * TILE;
    const length = Math.min(TILE, x.length - first);
    const size = sizeOfFloat(x);
    copyIn(ptr, x, first, length);
    const { exports } = wasm();
    const apply = size === 8 ? exports[`${name}64` as const] : exports[`${name}32` as const];
    apply(ptr, ptr, Math.ceil((length * size) / VECTOR_BYTES));
    copyOut(out, first, ptr, length);
  },
};
