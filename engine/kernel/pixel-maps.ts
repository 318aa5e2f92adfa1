// Layers that combine pixels.
import { ShapeError } from "../errors.js";
import { PLAIN, type AffineKernel } from "./affine.js";
import {
  addNode,
  NO_PIXEL,
  type Graph,
  type Node,
  type Operation,
  type PixelMatrix,
  type Term,
} from "./graph.js";
import type { LayerMap, Pixels } from "./map.js";
import { pickedMask } from "./mask.js";
import { pixelsOf, single, type Signal } from "./signal.js";
import type { WindowTaps } from "./window.js";

/** A signal that must have pixels. */
export function withPixels(
  signals: readonly Signal[],
  { name, axes }: { name: string; axes: number | null },
  place: string,
): Signal {
  const signal = single(signals, name, place);
  const { length } = signal.shape;
  if (axes === null ? length > 0 : length === axes) return signal;
  const wanted = axes === null ? "pixels" : `${axes} spatial ${axes === 1 ? "axis" : "axes"}`;
  throw new ShapeError(
    `kernel: ${name} (${place}) works on ${wanted} and gets pixels of shape [${signal.shape.join(", ")}]; inputs are [examples, …pixels, channels]`,
  );
}

export interface ConvolutionLayer {
  readonly name: string;
  readonly width: number;
  readonly axes: number;
  readonly taps: (shape: readonly number[], layer: string) => WindowTaps;
  readonly kernel: (channels: number) => AffineKernel;
  /** Weights of every pixel are its own. */
  readonly local?: true;
}

/** Shared or local weights over windows: K′[o, o′] = σ_w²/|F| Σ_f K[o·s + f, o′·s + f] + σ_b². */
export function convolutionMap(layer: ConvolutionLayer): LayerMap {
  const { name, width, axes } = layer;
  return {
    name,
    pixels: (before) =>
      before.map(({ shape: input, mask }) => {
        const { shape, owners } = layer.taps(input, name);
        return { shape, mask: pickedMask(mask, pixelsOf(input), owners) };
      }),
    build(graph, signals, place) {
      const signal = withPixels(signals, { name, axes }, place);
      const { shape, taps, owners, plain } = layer.taps(signal.shape, `${name} (${place})`);
      const terms = taps.map((sources): Term => ({
        of: signal.node,
        weight: 1 / taps.length,
        sources,
      }));
      const affine = layer.kernel(signal.width);
      const pixels = pixelsOf(shape);
      const sum = { kind: "sum", terms, affine } as const;
      const operation: Operation =
        layer.local === true
          ? { ...sum, local: true }
          : plain === undefined
            ? sum
            : { ...sum, window: plain };
      const node = addNode(graph, { name, width, pixels, operation });
      const mask = pickedMask(signal.mask, signal.node.pixels, owners);
      const sources = new Set([node]);
      return [{ node, shape, width, gaussian: true, sources, label: `${name}'s output`, mask }];
    },
  };
}

/** The matrix of a layer for a signal. */
export type PixelMatrixOf = (signal: Signal, place: string, graph: Graph) => PixelMatrix;

/**
 * A linear map over pixels without weights of its own, of so many axes (null for any number); `after` has the shape
 * behind it, and which pixels count.
 */
export function pixelMatrixMap(
  { name, axes }: { name: string; axes: number | null },
  matrixOf: PixelMatrixOf,
  after: (before: Pixels) => Pixels,
): LayerMap {
  return {
    name,
    pixels: (before) => before.map(after),
    build(graph, signals, place) {
      const signal = withPixels(signals, { name, axes }, place);
      const matrix = matrixOf(signal, place, graph);
      const { shape, mask } = after(signal);
      const node = addMatrix(graph, signal, { name, shape, matrix });
      return [{ ...signal, node, shape, mask, label: `${name}'s output` }];
    },
  };
}

/** R K R′ᵀ; of the network's input, the map is applied to the inputs themselves. */
export function addMatrix(
  graph: Graph,
  { node: of }: Signal,
  { name, shape, matrix }: { name: string; shape: readonly number[]; matrix: PixelMatrix },
): Node {
  const { width } = of;
  const pixels = pixelsOf(shape);
  const operation: Operation =
    of.operation.kind === "input" && matrix.weights.kind !== "attention"
      ? { kind: "input", shape, matrices: [...of.operation.matrices, matrix] }
      : { kind: "matrix", of, matrix };
  return addNode(graph, { name, width, pixels, operation });
}

/** Sums or means over windows. */
export function poolMatrix(
  { taps, shape }: WindowTaps,
  kind: "sum" | "mean" | "mean over pixels",
): PixelMatrix {
  const outputs = Array.from({ length: pixelsOf(shape) }, (_, output) => output);
  const support = outputs.map((output) =>
    Int32Array.from(taps, (sources) => sources[output] as number).filter((p) => p !== NO_PIXEL),
  );
  const weight = {
    sum: () => 1,
    mean: () => 1 / taps.length,
    "mean over pixels": (n: number) => 1 / n,
  };
  const values = support.map((pixels) =>
    new Float64Array(pixels.length).fill(weight[kind](pixels.length)),
  );
  return { support, weights: { kind: "shared", values } };
}

/** All pixels at once: features of one pixel each, whose kernel is the mean over pixels. */
export function flattenMap(): LayerMap {
  const name = "flatten";
  return {
    name,
    pixels: withoutPixels,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      const { pixels } = signal.node;
      if (pixels === 1) return [{ ...signal, shape: [], mask: null }];
      const terms = Array.from({ length: pixels }, (_, pixel) => ({
        of: signal.node,
        weight: 1 / pixels,
        sources: Int32Array.of(pixel),
      }));
      const operation = { kind: "sum", terms, affine: PLAIN } as const;
      const width = signal.width * pixels;
      const node = addNode(graph, { name, width, pixels: 1, operation });
      return [{ ...signal, node, shape: [], width, mask: null, label: `${name}'s output` }];
    },
  };
}

export const withoutPixels = (before: readonly Pixels[]) =>
  before.map(() => ({ shape: [], mask: null }));

/** Some of the pixels. */
export function pickMap(
  name: string,
  pick: (
    shape: readonly number[],
    place: string,
  ) => { shape: readonly number[]; sources: Int32Array },
): LayerMap {
  return {
    name,
    pixels: (before) =>
      before.map(({ shape: input, mask }) => {
        const { shape, sources } = pick(input, name);
        return { shape, mask: pickedMask(mask, pixelsOf(input), sources) };
      }),
    build(graph, signals, place) {
      const signal = withPixels(signals, { name, axes: null }, place);
      const { shape, sources } = pick(signal.shape, `${name} (${place})`);
      const terms = [{ of: signal.node, weight: 1, sources }];
      const operation = { kind: "sum", terms, affine: PLAIN } as const;
      const { width } = signal.node;
      const node = addNode(graph, { name, width, pixels: sources.length, operation });
      const mask = pickedMask(signal.mask, signal.node.pixels, sources);
      return [{ ...signal, node, shape, mask, label: `${name}'s output` }];
    },
  };
}
