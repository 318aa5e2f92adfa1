import { pieces } from "../wasm/blocking.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { hasRoom, winogradGradientsInto, winogradInto, type Examples } from "../wasm/winograd.js";
import { CHUNK_BYTES, chunksOf, inputOf, outputOf } from "./chunks.js";
import type { ConvGeometry } from "./geometry.js";

export type { Examples };

/** With fewer channels or filters the transforms cost more than they save. */
const LEAST_CHANNELS = 16;

/** A vector of channels, and a panel of filters. */
const CHANNELS_UNIT = 4;
const FILTERS_UNIT = 8;

/**
 * Whether Winograd's minimal filtering computes a convolution of float32: its sums of tiles and products
 * round like the plain sum, but relative to the largest number of a patch of 4 × 4. Only gradients are
 * computed so: values, which decide on which side of a kink an input lies, are sums of their own terms.
 */
export function isMinimal(geometry: ConvGeometry, data: Floats): boolean {
  const { images, kernel, strides, dilation, inputDilation, groups, channels, filters, output } =
    geometry;
  const isPlain = [strides, dilation, inputDilation].flat().every((apart) => apart === 1);
  return (
    sizeOfFloat(data) === 4 &&
    images > 0 &&
    isPlain &&
    groups === 1 &&
    kernel[0] === 3 &&
    kernel[1] === 3 &&
    Math.min(channels, filters) >= LEAST_CHANNELS &&
    channels % CHANNELS_UNIT === 0 &&
    filters % FILTERS_UNIT === 0 &&
    output[0] > 1 &&
    output[1] > 1 &&
    hasRoom(geometry)
  );
}

/** out = conv(x, w) */
export function minimalInto(out: Floats, x: Floats, w: Floats, geometry: ConvGeometry): void {
  for (const chunk of chunksOf(geometry, sizeOfFloat(x))) {
    winogradInto(outputOf(out, chunk), inputOf(x, chunk), w, chunk);
  }
}

/** For each example the adjoint of conv in w; so many at a time that what they own is no more than a chunk. */
export function minimalGradientsInto(
  out: Floats,
  { x, g }: { readonly x: Floats; readonly g: Floats },
  geometry: ConvGeometry,
  { examples, own }: Examples,
): void {
  const owned = (own.x ? x.byteLength : 0) + (own.g ? g.byteLength : 0);
  const step = Math.max(1, Math.floor((CHUNK_BYTES * examples) / Math.max(1, owned)));
  for (const { first, end } of pieces(examples, step)) {
    const of = (data: Floats, isOwn = true): Floats => {
      const length = data.length / examples;
      return isOwn ? data.subarray(first * length, end * length) : data;
    };
    const operands = { x: of(x, own.x), g: of(g, own.g) };
    winogradGradientsInto(of(out), operands, geometry, { examples: end - first, own });
  }
}
