import type { Arena } from "./arena.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";

/** [y, x] */
type Pair = readonly [number, number];

/** Images and the frame that they are put into (assembly/strided.ts). */
export interface Frame {
  readonly images: number;
  readonly input: Pair;
  readonly channels: number;
  /** Height and width of the frame. */
  readonly framed: Pair;
  /** Zeros before the first row and column; negative cuts. */
  readonly low: Pair;
  /** How far apart neighbouring pixels come to lie. */
  readonly apart: Pair;
}

/** Images that one thread frames in the time it takes to wake another. */
const IMAGES_A_THREAD = 8;

/**
 * Images, each in its frame, with `slack` bytes behind that may be read.
 *
 * @returns their address.
 */
export function framed(arena: Arena, x: Floats, frame: Frame, slack: number): number {
  const size = sizeOfFloat(x);
  const { images, input, channels, framed: lengths, low, apart } = frame;
  const toBytes = lengths[0] * lengths[1] * channels * size;
  const isWhole = [0, 1].every((axis) => low[axis] === 0 && lengths[axis] === input[axis]);
  const plain = isWhole && apart[0] === 1 && apart[1] === 1;
  if (plain) return reach(arena, x, slack);
  const to = arena.bytes(images * toBytes + slack);
  const from = reach(arena, x);
  const job = arena.bytes(36);
  new Int32Array(wasm().memory.buffer, job, 9).set([
    ...input,
    channels,
    ...lengths,
    ...low,
    ...apart,
  ]);
  const fromBytes = input[0] * input[1] * channels * size;
  parallel("frameImage", { size, job, from, fromBytes, to, toBytes }, images, IMAGES_A_THREAD);
  return to;
}
