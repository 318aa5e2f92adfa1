import { wasm } from "./loader.js";
import type { FloatSize } from "./floats.js";

/**
 * How a kernel passes over images in the shared memory (assembly/windows.ts): [y, x] of each length. A
 * 1-d convolution has height 1.
 */
export interface WindowGeometry {
  /** Address of the images, row-major: images × height × width × channels. */
  readonly images: number;
  readonly input: readonly [number, number];
  readonly channels: number;
  /** Which channels the kernel sees: those of its group. */
  readonly firstChannel: number;
  readonly taken: number;
  readonly output: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Padding before the first row and column; negative cuts. */
  readonly low: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly inputDilation: readonly [number, number];
}

export const GEOMETRY_BYTES = 4 * 18;

/** Writes a geometry where the compiled code reads it. */
export function storeGeometry(at: number, geometry: WindowGeometry): void {
  const { images, input, channels, firstChannel, taken, output, kernel } = geometry;
  const { strides, low, dilation, inputDilation } = geometry;
  const words = [images, ...input, channels, firstChannel, taken, ...output, ...kernel];
  words.push(...strides, ...low, ...dilation, ...inputDilation);
  // Addresses beyond 2 GiB wrap to negative words, as the compiled code's do.
  new Int32Array(wasm().memory.buffer, at, words.length).set(words.map((word) => word | 0));
}

/** The rows of the matrix of windows that a stored geometry describes. */
export interface WindowOperand {
  /** Address of the geometry. */
  readonly windows: number;
  readonly size: FloatSize;
  /** Length of a row: taps times channels. */
  readonly columns: number;
  readonly direction: "across" | "along";
}

/** A run of rows, or of a stretch of columns of them, to an address, without gaps. */
export function loadWindows(
  { windows, size }: WindowOperand,
  run: { first: number; rows: number; column: number; length: number },
  to: number,
): void {
  const { exports } = wasm();
  const load = size === 8 ? exports.windows64 : exports.windows32;
  load(to, windows, run.first, run.rows, run.column, run.length);
}
