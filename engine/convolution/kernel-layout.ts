import { sizeOfFloat, type Floats } from "../wasm/floats.js";
import type { ConvGeometry } from "./geometry.js";

/** One group's columns of a row-major matrix. */
interface GroupLayout {
  readonly group: number;
  readonly groups: number;
  readonly rows: number;
  /** Of the whole matrix. */
  readonly columns: number;
}

function floatsLike(data: Floats, length: number): Floats {
  return sizeOfFloat(data) === 8 ? new Float64Array(length) : new Float32Array(length);
}

/** The columns of a group, copied. */
export function groupOf(data: Floats, { group, groups, rows, columns }: GroupLayout): Floats {
  const width = columns / groups;
  const out = floatsLike(data, rows * width);
  for (let row = 0; row < rows; row++) {
    const from = row * columns + group * width;
    out.set(data.subarray(from, from + width), row * width);
  }
  return out;
}

/** The inverse of groupOf. */
export function joinGroup(out: Floats, part: Floats, layout: GroupLayout): void {
  const { group, groups, rows, columns } = layout;
  const width = columns / groups;
  for (let row = 0; row < rows; row++) {
    out.set(part.subarray(row * width, (row + 1) * width), row * columns + group * width);
  }
}

/**
 * The kernel of the input gradient: turned by 180°, channels and filters exchanged in each group.
 * w[k, c, (group, o)] becomes w′[K − 1 − k, o, (group, c)].
 */
export function turnedKernel(w: Floats, geometry: ConvGeometry): Floats {
  const { kernel, channels, filters, groups } = geometry;
  const taps = kernel[0] * kernel[1];
  const [taken, width] = [channels / groups, filters / groups];
  const out = floatsLike(w, w.length);
  for (let tap = 0; tap < taps; tap++) {
    for (let c = 0; c < taken; c++) {
      const from = (tap * taken + c) * filters;
      for (let filter = 0; filter < filters; filter++) {
        const group = Math.floor(filter / width);
        const row = (taps - 1 - tap) * width + (filter - group * width);
        out[row * channels + group * taken + c] = w[from + filter] as number;
      }
    }
  }
  return out;
}
