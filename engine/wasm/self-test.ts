import { DomainError } from "../errors.js";
import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

/** Tasks by which the pool itself is tested. */
export const selfTestTasks = {
  /** Adds one to the tile's word and notes the scratch region that did it. */
  countTile: ({ counts, regions }: CountPayload, tile: number, scratch: Scratch): void => {
    const words = new Int32Array(wasm().memory.buffer);
    Atomics.add(words, counts / 4 + tile, 1);
    Atomics.store(words, regions / 4 + tile, scratch.ptr);
  },

  /** Fails at one tile. */
  failAt: ({ failing }: { failing: number }, tile: number): void => {
    if (tile === failing) throw new DomainError(`tile ${tile} fails`);
  },
};

export interface CountPayload {
  /** Addresses of one int32 a tile. */
  readonly counts: number;
  readonly regions: number;
}
