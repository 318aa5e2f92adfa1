/** A kernel matrix as PNG, in the colours of the renderer. */
import { colorScale } from "../drawing/color-scale.js";
import { colorize } from "../drawing/colormap.js";
import { decodeFloat32 } from "../drawing/encoding.js";
import type { EncodedMatrix } from "../payload.js";
import { encodePng } from "./png.js";

/** Small matrices are enlarged to about this many pixels, each entry a square. */
const TARGET = 512;
const LARGEST_SQUARE = 32;

/** PNG of a preview; null for an empty matrix, which has no picture. */
export function kernelPng({ rows, cols, float32 }: EncodedMatrix): Uint8Array | null {
  if (rows === 0 || cols === 0) return null;
  const values = decodeFloat32(float32);
  const scale = colorScale(values, "linear");
  const side = Math.min(LARGEST_SQUARE, Math.max(1, Math.floor(TARGET / Math.max(rows, cols))));
  const data = enlarged(colorize(values, scale.map, scale.position), cols, side);
  return encodePng(cols * side, rows * side, data);
}

/** RGBA entries as RGB squares of `side` pixels. */
function enlarged(rgba: Uint8ClampedArray, cols: number, side: number): Uint8Array {
  const rows = rgba.length / 4 / cols;
  const stride = 3 * cols * side;
  const data = new Uint8Array(stride * rows * side);
  for (let row = 0; row < rows; row++) {
    const start = row * side * stride;
    for (let x = 0; x < cols * side; x++) {
      const entry = 4 * (row * cols + Math.floor(x / side));
      data.set(rgba.subarray(entry, entry + 3), start + 3 * x);
    }
    for (let copy = 1; copy < side; copy++)
      data.copyWithin(start + copy * stride, start, start + stride);
  }
  return data;
}
