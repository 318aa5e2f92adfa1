// Convolutions with a filter for each channel alone: as products of matrices they would be one column
// wide, so they are sums of products of rows of channels instead.
import { checkInterrupt } from "../platform/interrupt.js";
import type { Floats } from "../wasm/floats.js";
import type { ConvGeometry } from "./geometry.js";

export function isDepthwise({ channels, filters, groups }: ConvGeometry): boolean {
  return groups > 1 && channels === groups && filters === groups;
}

/** g = conv(x, w). */
export function depthwiseInto(out: Floats, x: Floats, w: Floats, geometry: ConvGeometry): void {
  const { channels } = geometry;
  out.fill(0);
  forEachMeeting(geometry, ({ pixel, tap, place }) => {
    for (let c = 0; c < channels; c++) {
      const term = (x[pixel + c] as number) * (w[tap + c] as number);
      out[place + c] = (out[place + c] as number) + term;
    }
  });
}

/** The adjoint in w: sums over images and places, in double precision. */
export function depthwiseGradientInto(
  out: Floats,
  x: Floats,
  g: Floats,
  geometry: ConvGeometry,
): void {
  const { channels } = geometry;
  const sums = new Float64Array(out.length);
  forEachMeeting(geometry, ({ pixel, tap, place }) => {
    for (let c = 0; c < channels; c++) {
      const term = (x[pixel + c] as number) * (g[place + c] as number);
      sums[tap + c] = (sums[tap + c] as number) + term;
    }
  });
  out.set(sums);
}

/** Where the first channels of a pixel, the tap that covers it and the place of the window lie. */
interface Meeting {
  readonly pixel: number;
  readonly tap: number;
  readonly place: number;
}

function forEachMeeting(geometry: ConvGeometry, visit: (meeting: Meeting) => void): void {
  const { images, input, output, kernel, channels } = geometry;
  const [rows, columns] = [along(geometry, 0), along(geometry, 1)];
  for (let image = 0; image < images; image++) {
    checkInterrupt();
    for (const row of rows) {
      const pixels = (image * input[0] + row.pixel) * input[1];
      const places = (image * output[0] + row.place) * output[1];
      for (const column of columns) {
        visit({
          pixel: (pixels + column.pixel) * channels,
          tap: (row.tap * kernel[1] + column.tap) * channels,
          place: (places + column.place) * channels,
        });
      }
    }
  }
}

/** Along one axis: tap k at place o covers the pixel i with i·b = o·s + k·d − p. */
function along(
  { input, kernel, output, strides, dilation, inputDilation, low }: ConvGeometry,
  axis: 0 | 1,
): Meeting[] {
  const meetings: Meeting[] = [];
  for (let place = 0; place < output[axis]; place++) {
    for (let tap = 0; tap < kernel[axis]; tap++) {
      const at = place * strides[axis] + tap * dilation[axis] - low[axis];
      const pixel = at / inputDilation[axis];
      const inside = pixel >= 0 && pixel < input[axis] && Number.isInteger(pixel);
      if (inside) meetings.push({ pixel, tap, place });
    }
  }
  return meetings;
}
