import type { ElementFunction } from "./exports.js";
import { copyIn, copyOut, sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

export interface ElementPayload {
  readonly out: Floats;
  readonly x: Floats;
  /** Their addresses; null outside of the shared memory. */
  readonly outAt: number | null;
  readonly xAt: number | null;
  readonly name: ElementFunction;
}

/** Elements of a tile: input and output stay in the first cache. */
const TILE = 2048;

const VECTOR_BYTES = 16;

export function elementTiles(x: Floats): number {
  return Math.ceil(x.length / TILE);
}

export const elementwiseTasks = {
  /** One run of elements; the last vector may be filled up with anything, and is then not written in place. */
  mapElements: (payload: ElementPayload, tile: number, { ptr }: Scratch): void => {
    const { out, outAt, x, xAt, name } = payload;
    const first = tile * TILE;
    const length = Math.min(TILE, x.length - first);
    const size = sizeOfFloat(x);
    const vectors = (length * size) / VECTOR_BYTES;
    const inPlace = outAt !== null && Number.isInteger(vectors);
    const [from, to] = [
      xAt === null ? ptr : xAt + first * size,
      inPlace ? outAt + first * size : ptr,
    ];
    if (xAt === null) copyIn(ptr, x, first, length);
    const { exports } = wasm();
    const apply = size === 8 ? exports[`${name}64` as const] : exports[`${name}32` as const];
    apply(to, from, Math.ceil(vectors));
    if (!inPlace) copyOut(out, first, ptr, length);
  },
};
