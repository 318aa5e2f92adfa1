import type { FloatDtype, TypedData } from "../array/dtype.js";
import type { Arena, Block } from "../wasm/arena.js";
import { frameLength, pixelStarts, type Frame } from "./frame.js";
import type { PixelMatrix, WeightOf } from "./graph.js";
import type { Examples } from "./inputs.js";
import { measureRows, type RowMeasures } from "./unit-rows.js";

/** Examples whose pixels are combinations of their old ones. */
export function transformed(examples: Examples, matrix: PixelMatrix, side: 0 | 1): Examples {
  const { data, count, pixels, channels } = examples;
  const { support } = matrix;
  const weightOf = inputWeights(matrix, side);
  const out = new Float64Array(count * support.length * channels);
  for (let n = 0; n < count; n++) {
    support.forEach((sources, row) => {
      const target = (n * support.length + row) * channels;
      sources.forEach((source, k) => {
        const weight = weightOf(row, k, n);
        const from = (n * pixels + source) * channels;
        for (let c = 0; c < channels; c++) {
          out[target + c] = (out[target + c] as number) + weight * (data[from + c] as number);
        }
      });
    });
  }
  return { data: out, count, pixels: support.length, channels };
}

function inputWeights({ weights }: PixelMatrix, side: 0 | 1): WeightOf {
  if (weights.kind === "shared") return (row, k) => weights.values[row]?.[k] ?? 0;
  if (weights.kind === "examples") return weights.of[side];
  throw new TypeError("attention weighs by the kernel, not by the input");
}

/** Pixels as directions in the arena and their variances: entries of vectors, channel by channel. */
export interface PixelRows {
  readonly variances: Float64Array;
  readonly address: number;
  readonly channels: number;
  /** Entries of a channel. */
  readonly length: number;
}

/**
 * @throws {@link DomainError} for NaN, infinities, and pixels beyond the dtype's range.
 */
export function readPixels(
  arena: Arena,
  frame: Frame,
  { examples, dtype }: { examples: readonly [Examples, Examples]; dtype: FloatDtype },
): PixelRows {
  const { pixels, channels } = examples[0];
  const length = frameLength(frame, pixels);
  const variances = new Float64Array(length).fill(1);
  const block: Block<Float64Array | Float32Array> = arena[dtype](length * channels);
  block.view.fill(0);
  for (const { side, count, startOf } of pixelStarts(frame, pixels)) {
    const { data } = examples[side];
    const rows = { count: count * pixels, features: channels, dtype };
    const measures = measureRows(side === 0 ? "x1" : "x2", data, rows);
    place(data, block.view, { measures, channels, pixels, count, startOf, length });
    for (let pixel = 0; pixel < pixels; pixel++) {
      const start = startOf(pixel);
      for (let n = 0; n < count; n++) {
        variances[start + n] = measures.variances[n * pixels + pixel] as number;
      }
    }
  }
  return { variances, address: block.ptr, channels, length };
}

interface Placing {
  readonly measures: RowMeasures;
  readonly channels: number;
  readonly pixels: number;
  readonly count: number;
  readonly startOf: (pixel: number) => number;
  readonly length: number;
}

/** Unit vectors, channel by channel an entry a row. */
function place(
  data: TypedData,
  to: Float64Array | Float32Array,
  { measures, channels, pixels, count, startOf, length }: Placing,
): void {
  const { scales, inverseNorms } = measures;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = startOf(pixel);
    for (let n = 0; n < count; n++) {
      const row = n * pixels + pixel;
      const [scale, inverse] = [scales[row] as number, inverseNorms[row] as number];
      for (let c = 0; c < channels; c++) {
        to[c * length + start + n] = (data[row * channels + c] as number) * scale * inverse;
      }
    }
  }
}
