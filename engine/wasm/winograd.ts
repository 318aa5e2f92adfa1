// Convolutions of float32 with 3 × 3 kernels by Winograd's minimal filtering (assembly/winograd.ts).
import { withArena, type Arena } from "./arena.js";
import { pieces, roundUp } from "./blocking.js";
import type { Floats } from "./floats.js";
import { framed } from "./frame.js";
import { wasm } from "./loader.js";
import { parallel } from "./pool.js";
import { reach } from "./reach.js";
import { writeInto } from "./result.js";
import { scratchOf } from "./scratch.js";

type Pair = readonly [number, number];

/** Images under a 3 × 3 kernel: row-major images × input × channels to images × output × filters. */
export interface WinogradShape {
  readonly images: number;
  readonly input: Pair;
  readonly channels: number;
  readonly filters: number;
  readonly output: Pair;
  /** Zeros before the first row and column; negative cuts. */
  readonly low: Pair;
}

/** Gradients of kernels, one for each example. */
interface Gradients {
  readonly examples: number;
  /** How many examples in a row share images, and cotangents; undefined: all. */
  readonly runs: { readonly x?: number | undefined; readonly g?: number | undefined };
}

const PLACES = 16;
const BYTES = 4;
/** Tiles worked on at a time: V and M of 32 channels and filters, or V and D, stay in the second cache. */
const MOST_TILES = 60;
/** A kernel's gradient is computed in blocks of channels and filters, whose sums stay there too. */
const MOST_CHANNELS = 48;
const MOST_FILTERS = 64;
/** Multiply-adds that one thread does in the time it takes to wake another. */
const SMALL_PRODUCT = 1 << 20;
/** Room for the tile at an edge, and for rows that are read beyond the last. */
const SLACK = 256;

/** Tiles at a time so that `numbers` of them at each place fit into scratch; a multiple of whole panels. */
function stripOf(numbers: number, taken: number): number {
  const rows = wasm().exports.microRows();
  const room = scratchOf(0).bytes - taken - SLACK;
  const most = Math.min(MOST_TILES, room / (PLACES * BYTES * numbers));
  return Math.floor(most / rows) * rows;
}

/** Whether there is room for the strips. */
export function hasRoom({ channels, filters }: WinogradShape): boolean {
  return stripOf(channels + filters, 0) > 0;
}

/** Tasks of so many products at each place that are worth a thread. */
const grainOf = (products: number): number => Math.ceil(SMALL_PRODUCT / (PLACES * products));

const tilesOf = (output: Pair): Pair => [Math.ceil(output[0] / 2), Math.ceil(output[1] / 2)];

/** The frames of images: all that the tiles reach. */
function framesOf(arena: Arena, x: Floats, shape: WinogradShape & { images: number }) {
  const { images, input, channels, low, output } = shape;
  const [down, across] = tilesOf(output);
  const size: Pair = [2 * down + 2, 2 * across + 2];
  const frame = { images, input, channels, framed: size, low, apart: [1, 1] } as const;
  const frames = framed(arena, x, frame, SLACK);
  return { frames, frameBytes: size[0] * size[1] * channels * BYTES, width: size[1] };
}

function wordsOf(arena: Arena, words: readonly number[]): number {
  const at = arena.bytes(4 * words.length);
  new Uint32Array(wasm().memory.buffer, at, words.length).set(words);
  return at;
}

/** Offsets of numbers `apart` bytes apart. */
function stepsOf(arena: Arena, count: number, apart: number): number {
  return wordsOf(
    arena,
    Array.from({ length: count }, (_, k) => k * apart),
  );
}

/** out = conv(x, w), w: [3, 3, channels, filters]. */
export function winogradInto(out: Floats, x: Floats, w: Floats, shape: WinogradShape): void {
  const { images, channels, filters, output } = shape;
  withArena((arena) => {
    const { width, ...frames } = framesOf(arena, x, shape);
    const kernels = arena.bytes(PLACES * BYTES * channels * filters);
    wasm().exports.winogradKernels32(kernels, reach(arena, w), channels, filters);
    const [down, across] = tilesOf(output);
    const strip = stripOf(channels + filters, 0);
    const steps = stepsOf(arena, channels, BYTES);
    const words = [across, width, channels, filters, ...output, kernels, strip, steps];
    const job = wordsOf(arena, words);
    const tiles = down * across;
    const outBytes = output[0] * output[1] * filters * BYTES;
    writeInto(arena, out, (to) => {
      const payload = { ...frames, job, tiles, strip, to, outBytes };
      const grain = grainOf(Math.min(tiles, strip) * channels * filters);
      parallel("winogradOutputs", payload, images * Math.ceil(tiles / strip), grain);
    });
  });
}

/** For each example Σ over its images of the adjoint of conv in w: [examples, 3, 3, channels, filters]. */
export function winogradGradientsInto(
  out: Floats,
  { x, g }: { readonly x: Floats; readonly g: Floats },
  shape: WinogradShape,
  { examples, runs }: Gradients,
): void {
  const { images, channels, filters, output } = shape;
  const count = (run: number = examples): number => (images * examples) / run;
  withArena((arena) => {
    const { width, ...frames } = framesOf(arena, x, { ...shape, images: count(runs.x) });
    const [down, across] = tilesOf(output);
    const even: Pair = [2 * down, 2 * across];
    const plain = {
      images: count(runs.g),
      input: output,
      channels: filters,
      framed: even,
    } as const;
    const cotangents = framed(arena, g, { ...plain, low: [0, 0], apart: [1, 1] }, SLACK);
    const [high, wide] = [Math.min(channels, MOST_CHANNELS), Math.min(filters, MOST_FILTERS)];
    const sums = PLACES * BYTES * roundUp(high, wasm().exports.microRows()) * wide;
    const strip = stripOf(high + wide, sums);
    const offsets = pieces(channels, high).map(({ first, end }) =>
      stepsOf(arena, strip, (end - first) * BYTES),
    );
    const job = wordsOf(arena, [across, width, channels, filters, ...even, 0, strip]);
    const shared = { ...frames, job, tiles: down * across, strip, images, channels, filters };
    writeInto(arena, out, (to) => {
      const payload = {
        ...{ ...shared, high, wide, offsets, sums, to, cotangents },
        cotangentBytes: even[0] * even[1] * filters * BYTES,
        frameRun: runs.x ?? examples,
        cotangentRun: runs.g ?? examples,
      };
      const blocks = offsets.length * Math.ceil(filters / wide);
      const grain = grainOf(images * down * across * high * wide);
      parallel("winogradGradients", payload, examples * blocks, grain);
    });
  });
}
