import { pieces } from "../wasm/blocking.js";
import type { Floats } from "../wasm/floats.js";
import type { ConvGeometry } from "./geometry.js";
import { frameOf } from "./stretches.js";

/** Images that lie in the arena at once. */
export const CHUNK_BYTES = 1 << 26;

/** A run of images. */
export interface Chunk extends ConvGeometry {
  readonly firstImage: number;
}

export function chunksOf(geometry: ConvGeometry, size: number): Chunk[] {
  const frame = frameOf(geometry);
  const bytes = Math.max(1, frame[0] * frame[1] * geometry.channels * size);
  const step = Math.max(1, Math.floor(CHUNK_BYTES / bytes));
  return pieces(geometry.images, step).map(({ first, end }) => ({
    ...geometry,
    firstImage: first,
    images: end - first,
  }));
}

export function inputOf(x: Floats, { images, input, channels, firstImage }: Chunk): Floats {
  const length = input[0] * input[1] * channels;
  return x.subarray(firstImage * length, (firstImage + images) * length);
}

export function outputOf(g: Floats, { images, output, filters, firstImage }: Chunk): Floats {
  const length = output[0] * output[1] * filters;
  return g.subarray(firstImage * length, (firstImage + images) * length);
}
