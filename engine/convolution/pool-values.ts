import type { Floats } from "../wasm/floats.js";
import { windowSumsInto } from "../wasm/window-sums.js";
import type { ConvGeometry } from "./geometry.js";

/** A place of the window: the flat index of its result, and its first pixel, which may lie outside. */
interface Place {
  readonly out: number;
  readonly image: number;
  readonly y: number;
  readonly x: number;
}

function forEachPlace(geometry: ConvGeometry, visit: (place: Place) => void): void {
  const { images, output, strides, low, filters } = geometry;
  let out = 0;
  for (let image = 0; image < images; image++) {
    for (let oy = 0; oy < output[0]; oy++) {
      for (let ox = 0; ox < output[1]; ox++, out += filters) {
        visit({ out, image, y: oy * strides[0] - low[0], x: ox * strides[1] - low[1] });
      }
    }
  }
}

/** The first channels of the pixels that a place of the window covers, as flat indices. */
function forEachPixel(
  { input, kernel, channels }: ConvGeometry,
  { image, y, x }: Place,
  visit: (from: number) => void,
): void {
  const [height, width] = input;
  const [lastY, lastX] = [Math.min(height, y + kernel[0]), Math.min(width, x + kernel[1])];
  for (let iy = Math.max(0, y); iy < lastY; iy++) {
    for (let ix = Math.max(0, x); ix < lastX; ix++) {
      visit(((image * height + iy) * width + ix) * channels);
    }
  }
}

/**
 * Where the largest pixel of each window lies in the flattened images: the first of equals, a NaN
 * before all.
 */
export function maxPositions(out: Int32Array, x: Floats, geometry: ConvGeometry): void {
  const { channels } = geometry;
  out.fill(-1);
  forEachPlace(geometry, (place) => {
    forEachPixel(geometry, place, (from) => {
      for (let c = 0; c < channels; c++) {
        const best = out[place.out + c] as number;
        const value = x[from + c] as number;
        const beaten = best < 0 || value > (x[best] as number);
        if (beaten || (value !== value && x[best] === x[best])) out[place.out + c] = from + c;
      }
    });
  });
}

/** The sum of each window. */
export function sumPoolInto(out: Floats, x: Floats, geometry: ConvGeometry): void {
  windowSumsInto("sum", out, x, geometry);
}

/** The adjoint of sumPoolInto: each number goes to every pixel of its window. */
export function spreadInto(out: Floats, g: Floats, geometry: ConvGeometry): void {
  windowSumsInto("spread", out, g, geometry);
}

/** How many pixels each place of the window covers, row-major over the output's places. */
export function windowCounts({ input, kernel, output, strides, low }: ConvGeometry): Float64Array {
  const along = (axis: 0 | 1): number[] =>
    Array.from({ length: output[axis] }, (_, place) => {
      const first = place * strides[axis] - low[axis];
      return Math.min(input[axis], first + kernel[axis]) - Math.max(0, first);
    });
  const columns = along(1);
  return Float64Array.from(along(0).flatMap((rows) => columns.map((count) => rows * count)));
}
