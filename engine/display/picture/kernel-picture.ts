/** A kernel matrix as PNG, in the colours of the renderer. */
import { colorScale } from "../drawing/color-scale.js";
import { colorize } from "../drawing/colormap.js";
import { decodeFloat32 } from "../drawing/encoding.js";
import type { EncodedMatrix } from "../payload.js";
import { encodePng } from "./png.js";

/** Small matrices are enlarged to about this many pixels, each entry a square; a single row is no thread. */
const TARGET = 512;
const LARGEST_SQUARE = 32;

/** PNG of a preview; null for an empty matrix, which has no picture. */
export function kernelPng({ rows, cols, float32 }: EncodedMatrix): Uint8Array | null {
  if (rows === 0 || cols === 0) return null;
  const values = decodeFloat32(float32);
  const scale = colorScale(values, "linear");
  const side = Math.min(LARGEST_SQUARE, Math.max(1, Math.floor(TARGET / Math.max(rows, cols))));
  const width = Math.max(side, Math.floor(LARGEST_SQUARE / cols));
  const height = Math.max(side, Math.floor(LARGEST_SQUARE / rows));
  const data = enlarged(colorize(values, scale.map, scale.position), cols, { width, height });
  return encodePng(cols * width, rows * height, data);
}

/** RGBA entries as RGB rectangles of that many pixels. */
function enlarged(
  rgba: Uint8ClampedArray,
  cols: number,
  { width, height }: { readonly width: number; readonly height: number },
): Uint8Array {
  const rows = rgba.length / 4 / cols;
  const stride = 3 * cols * width;
  const data = new Uint8Array(stride * rows * height);
  for (let row = 0; row < rows; row++) {
    const start = row * height * stride;
    for (let x = 0; x < cols * width; x++) {
      const entry = 4 * (row * cols + Math.floor(x / width));
      data.set(rgba.subarray(entry, entry + 3), start + 3 * x);
    }
    for (let copy = 1; copy < height; copy++)
      data.copyWithin(start + copy * stride, start, start + stride);
  }
  return data;
}
