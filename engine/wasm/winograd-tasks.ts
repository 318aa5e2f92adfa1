import { wasm } from "./loader.js";
import type { Scratch } from "./scratch.js";

/** Tiles of 2 × 2 outputs of images whose frames lie in the shared memory (assembly/winograd.ts). */
export interface WinogradTiles {
  /** Address of the job's words. */
  readonly job: number;
  /** Of an image, and how many are worked on at a time. */
  readonly tiles: number;
  readonly strip: number;
  /** The frames' address, and bytes from one to the next. */
  readonly frames: number;
  readonly frameBytes: number;
}

export interface OutputsPayload extends WinogradTiles {
  /** Where the outputs of the first image go, and bytes of an image's. */
  readonly to: number;
  readonly outBytes: number;
}

/** Kernel gradients of examples, each summed over images. */
export interface GradientsPayload extends WinogradTiles {
  readonly images: number;
  /** How many examples in a row share images, and cotangents. */
  readonly frameRun: number;
  readonly cotangentRun: number;
  readonly cotangents: number;
  readonly cotangentBytes: number;
  readonly to: number;
  readonly channels: number;
  readonly filters: number;
  /** Blocks of channels and of filters, and for each block of channels where a strip's rows of it lie. */
  readonly high: number;
  readonly wide: number;
  readonly offsets: readonly number[];
  /** Bytes of the products' sums. */
  readonly sums: number;
}

export const winogradTasks = {
  /** A strip of tiles of an image. */
  winogradOutputs: (payload: OutputsPayload, tile: number, { ptr }: Scratch): void => {
    const { job, tiles, strip, frames, frameBytes, to, outBytes } = payload;
    const strips = Math.ceil(tiles / strip);
    const image = Math.floor(tile / strips);
    const first = (tile % strips) * strip;
    const count = Math.min(strip, tiles - first);
    const { winogradOutputs32 } = wasm().exports;
    winogradOutputs32(job, frames + image * frameBytes, to + image * outBytes, first, count, ptr);
  },

  /** A block of channels × filters of an example's gradient. */
  winogradGradients: (payload: GradientsPayload, tile: number, { ptr }: Scratch): void => {
    const { job, tiles, images, channels, filters, high, wide, offsets, sums } = payload;
    const [down, across] = [Math.ceil(channels / high), Math.ceil(filters / wide)];
    const example = Math.floor(tile / (down * across));
    const block = Math.floor(tile / across) % down;
    const [c, f] = [block * high, (tile % across) * wide];
    const size = [Math.min(high, channels - c), Math.min(wide, filters - f)] as const;
    const { winogradGradient32, winogradWeights32 } = wasm().exports;
    const imageOf = (run: number): number => Math.floor(example / run) * images;
    const x = payload.frames + imageOf(payload.frameRun) * payload.frameBytes + 4 * c;
    const g = payload.cotangents + imageOf(payload.cotangentRun) * payload.cotangentBytes + 4 * f;
    for (let k = 0; k < images; k++) {
      const [image, cotangent] = [x + k * payload.frameBytes, g + k * payload.cotangentBytes];
      const part = [ptr, ptr + sums, offsets[block] as number, Number(k === 0)] as const;
      winogradGradient32(job, image, cotangent, tiles, ...size, ...part);
    }
    const at = (example * 9 * channels + c) * filters + f;
    winogradWeights32(job, ptr, payload.to + 4 * at, ...size);
  },
};
