import { withArena } from "./arena.js";
import { sizeOfFloat, type Floats } from "./floats.js";
import { wasm } from "./loader.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { writeInto } from "./result.js";

type Pair = readonly [number, number];

/** A window that passes over images: images × input × channels and images × output × channels. */
export interface Windows {
  readonly images: number;
  readonly input: Pair;
  readonly kernel: Pair;
  readonly output: Pair;
  readonly strides: Pair;
  readonly low: Pair;
  readonly channels: number;
}

/** Numbers that one thread adds in the time it takes to wake another. */
const SMALL_SUM = 1 << 16;

/** out = the sum of each window of x (`sum`), or its adjoint (`spread`) (assembly/window-sums.ts). */
export function windowSumsInto(
  what: "sum" | "spread",
  out: Floats,
  x: Floats,
  { images, input, kernel, output, strides, low, channels }: Windows,
): void {
  if (images === 0) return;
  withArena((arena) => {
    const words = [...input, ...kernel, ...output, ...strides, ...low, channels];
    const job = arena.bytes(4 * words.length);
    new Int32Array(wasm().memory.buffer, job, words.length).set(words);
    const from = { from: reach(arena, x), fromBytes: x.byteLength / images };
    const sums = output[0] * output[1] * kernel[0] * kernel[1] * channels;
    const grain = Math.ceil(SMALL_SUM / Math.max(1, sums));
    writeInto(arena, out, (to) => {
      const own = { what, size: sizeOfFloat(out), job, to, toBytes: out.byteLength / images };
      parallel("windowSums", { ...own, ...from }, images, grain);
    });
  });
}
