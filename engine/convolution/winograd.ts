import { pieces } from "../wasm/blocking.js";
import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import { hasRoom, winogradGradientsInto, winogradInto } from "../wasm/winograd.js";
import { CHUNK_BYTES, chunksOf, inputOf, outputOf } from "./chunks.js";
import type { Examples } from "./examples.js";
import type { ConvGeometry } from "./geometry.js";

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

/** For each example the adjoint of conv in w; so many at a time that what they take is no more than a chunk. */
export function minimalGradientsInto(
  out: Floats,
  { x, g }: { readonly x: Floats; readonly g: Floats },
  geometry: ConvGeometry,
  { examples, runs }: Examples,
): void {
  const unit = Math.max(runs.x ?? 1, runs.g ?? 1);
  const taken = (runs.x ? x.byteLength : 0) + (runs.g ? g.byteLength : 0);
  const step = Math.max(1, Math.floor((CHUNK_BYTES * examples) / Math.max(1, taken * unit))) * unit;
  for (const { first, end } of pieces(examples, step)) {
    const of = (data: Floats, run: number | undefined): Floats => {
      if (run === undefined) return data;
      const length = (data.length * run) / examples;
      return data.subarray((first / run) * length, (end / run) * length);
    };
    const operands = { x: of(x, runs.x), g: of(g, runs.g) };
    winogradGradientsInto(of(out, 1), operands, geometry, { examples: end - first, runs });
  }
}
