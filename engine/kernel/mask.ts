import type { TypedData } from "../array/dtype.js";
import { frameLength, pixelStarts, type Frame } from "./frame.js";
import { addNode, type Graph } from "./graph.js";
import type { Mask, Signal } from "./signal.js";

/** Pixels that do not count have no kernel: K and Θ are 0 there. */
export function masked(graph: Graph, signal: Signal): Signal {
  const { mask, node } = signal;
  if (mask === null || node.operation.kind === "input") return signal;
  const { name, pixels, width } = node;
  const factors = (frame: Frame) => rowsOf(frame, pixels, mask);
  const operation = { kind: "scale", of: node, factors } as const;
  return { ...signal, node: addNode(graph, { name, pixels, width, operation }) };
}

/** Numbers of examples × pixels of both sides as entries of a vector. */
export function rowsOf(
  frame: Frame,
  pixels: number,
  values: readonly [Float64Array, Float64Array],
): Float64Array {
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
  if (mask === null) return null;
  const pick = (side: Float64Array) => {
    const picked = new Float64Array((side.length / pixels) * sources.length);
    for (let at = 0; at < picked.length; at++) {
      const n = Math.floor(at / sources.length);
      const source = sources[at % sources.length] as number;
      picked[at] = source < 0 ? 1 : (side[n * pixels + source] as number);
    }
    return picked;
  };
  const first = pick(mask[0]);
  return [first, mask[1] === mask[0] ? first : pick(mask[1])];
}
