import type { Arena } from "../wasm/arena.js";
import { sizeOfFloat, type Floats, type FloatSize } from "../wasm/floats.js";
import { framed } from "../wasm/frame.js";
import type { Stretches } from "../wasm/strided-product.js";
import type { ConvGeometry } from "./geometry.js";
import { frameOf, placesOf, tapsOf } from "./stretches.js";

/** How the places of a kernel and its taps lie in the frames of images. */
export interface Windows {
  readonly places: Stretches;
  readonly taps: Stretches;
}

export function windowsOf(geometry: ConvGeometry, size: FloatSize): Windows {
  const frame = frameOf(geometry);
  return { places: placesOf(geometry, frame, size), taps: tapsOf(geometry, frame, size) };
}

export const countOf = ({ offsets, length }: Stretches): number => offsets.length * length;

/** More rows than a panel has may be read behind the last one. */
const READ_BEYOND = 8;

/** Several examples' images, of one group of channels. */
interface Frames {
  readonly group: number;
  readonly examples: number;
}

/** The address of images in their frames. */
export function framesOf(
  arena: Arena,
  x: Floats,
  geometry: ConvGeometry,
  { group, examples }: Frames = { group: 0, examples: 1 },
): number {
  const { input, channels, groups, low, inputDilation } = geometry;
  const size = sizeOfFloat(x);
  const { places, taps } = windowsOf(geometry, size);
  const slack = READ_BEYOND * Math.max(places.apart, taps.apart);
  const images = geometry.images * examples;
  const whole = { images, input, channels, framed: frameOf(geometry), low, apart: inputDilation };
  return framed(arena, x, whole, slack) + ((group * channels) / groups) * size;
}
