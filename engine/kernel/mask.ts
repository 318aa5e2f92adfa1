import type { TypedData } from "../array/dtype.js";
import { NDArray } from "../array/ndarray.js";
import { DomainError } from "../errors.js";
import type { Examples } from "./moments.js";
import { frameLength, pixelStarts, type Frame } from "./frame.js";
import { addNode, type Graph, type Node, type PixelMatrix, type SharedWeights } from "./graph.js";
import type { Mask, Signal } from "./signal.js";

/** Pixels that do not count have no kernel: K and Θ are 0 there. */
export function masked(graph: Graph, signal: Signal): Signal {
  const { mask, node } = signal;
  if (mask === null || isInput(node)) return signal;
  const { name, pixels, width } = node;
  const operation = { kind: "scale", of: node, ...knownFactors(mask, pixels) } as const;
  return { ...signal, node: addNode(graph, { name, pixels, width, operation }) };
}

/** Of the inputs themselves masked pixels are 0 already. */
function isInput({ operation }: Node): boolean {
  return operation.kind === "input" && operation.matrices.length === 0;
}

/** Factors of rows that do not depend on kernels. */
export function knownFactors(values: Mask, pixels: number) {
  return {
    factors: (frame: Frame) => rowsOf(frame, pixels, values),
    arrays: (_variances: NDArray, examples: Examples) => joined(values, pixels, examples),
  };
}

/** Numbers of examples × pixels of both sides one after the other: [n, pixels]. */
export function joined([first, second]: Mask, pixels: number, { n1, n }: Examples): NDArray {
  const all = new Float64Array(n * pixels);
  all.set(first);
  if (n > n1) all.set(second, n1 * pixels);
  return new NDArray(all, [n, pixels], "float64");
}

/** Numbers of examples × pixels of both sides as entries of a vector. */
export function rowsOf(frame: Frame, pixels: number, values: Mask): Float64Array {
  const rows = new Float64Array(frameLength(frame, pixels));
  for (const { side, count, startOf } of pixelStarts(frame, pixels)) {
    const own = values[side];
    for (let pixel = 0; pixel < pixels; pixel++) {
      const start = startOf(pixel);
      for (let n = 0; n < count; n++) rows[start + n] = own[n * pixels + pixel] as number;
    }
  }
  return rows;
}

/** Which pixels count: those of which not every channel is the constant. */
export function readMask(
  { data, channels }: { data: TypedData; channels: number },
  constant: number,
): Float64Array {
  if (typeof constant !== "number") {
    throw new DomainError(
      `maskConstant = ${JSON.stringify(constant)}; give the number that marks masked pixels`,
    );
  }
  const mask = new Float64Array(data.length / channels);
  const same = Number.isNaN(constant)
    ? (value: number) => Number.isNaN(value)
    : (value: number) => value === constant;
  for (let pixel = 0; pixel < mask.length; pixel++) {
    for (let c = 0; c < channels; c++) {
      if (!same(data[pixel * channels + c] as number)) mask[pixel] = 1;
    }
  }
  return mask;
}

/** The mask of a layer whose pixels stand for those of the layer before; NO_PIXEL counts. */
export function pickedMask(mask: Mask | null, pixels: number, sources: Int32Array): Mask | null {
  return maskAfter(mask, { pixels, outputs: sources.length }, (output, counts) => {
    const source = sources[output] as number;
    return source < 0 || counts(source);
  });
}

/** The mask behind a matrix over pixels: what holds some of a pixel that counts, counts. */
export function mixedMask(
  mask: Mask | null,
  pixels: number,
  { support, weights }: PixelMatrix & { readonly weights: SharedWeights },
): Mask | null {
  return maskAfter(mask, { pixels, outputs: support.length }, (output, counts) => {
    const own = weights.values[output] as Float64Array;
    return (support[output] as Int32Array).some((pixel, k) => own[k] !== 0 && counts(pixel));
  });
}

/** Which outputs count, by what does before them. */
function maskAfter(
  mask: Mask | null,
  { pixels, outputs }: { pixels: number; outputs: number },
  counts: (output: number, before: (pixel: number) => boolean) => boolean,
): Mask | null {
  if (mask === null) return null;
  const after = (side: Float64Array) => {
    const examples = side.length / pixels;
    return Float64Array.from({ length: examples * outputs }, (_, at) => {
      const start = Math.floor(at / outputs) * pixels;
      return Number(counts(at % outputs, (pixel) => side[start + pixel] === 1));
    });
  };
  const first = after(mask[0]);
  return [first, mask[1] === mask[0] ? first : after(mask[1])];
}
