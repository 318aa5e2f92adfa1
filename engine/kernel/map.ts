import type { Graph } from "./graph.js";
import type { Opcode } from "./opcodes.js";
import { masked } from "./mask.js";
import type { Signal } from "./signal.js";

/** What is known of every row (a pixel of an example of x1 or x2) between two layers. */
export interface Rows {
  /** K(x, x) of each row. */
  readonly variances: Float64Array;
  /** Whether correlations may be negative; kinked activations leave none that are. */
  readonly signed: boolean;
  /** Features or neurons: the fan-in of the next layer. */
  readonly width: number;
}

/** One pass over a strip of pairs, as the compiled tiles run it (engine/wasm/assembly/tile.ts). */
export interface TileStep {
  readonly opcode: Opcode;
  /** The step acts on the tangent kernel alone and is left out where only the NNGP is asked for. */
  readonly tangentOnly?: true;
  readonly constants?: readonly number[];
  /** One entry a row each. */
  readonly vectors?: readonly Float64Array[];
  /** The vectors stay doubles in kernels in single precision. */
  readonly doubles?: true;
}

/** What an activation does: the variances first, row by row in float64, then steps on the pairs. */
export interface Advance {
  readonly rows: Rows;
  readonly steps: readonly TileStep[];
}

/**
 * An infinitely wide layer as a map on kernels: from the signals before it to those after it, in terms
 * of the graph's operations.
 */
export interface LayerMap {
  /** As in messages: `dense(512)`. */
  readonly name: string;
  /** Whether it takes several signals: those before it are branches. */
  readonly takes?: "branches";
  /** @param place where the layer stands, for messages: `layer 3 of 4` */
  build(graph: Graph, signals: readonly Signal[], place: string): readonly Signal[];
  /** Shapes and masks alone, for finite networks; the same as before unless said. */
  readonly pixels?: (before: readonly Pixels[]) => readonly Pixels[];
}

/** The pixels of a signal: their shape, and which there are. */
export type Pixels = Pick<Signal, "shape" | "mask">;

/** Shapes and masks after layers. */
export function pixelsAfter(
  maps: readonly LayerMap[],
  before: readonly Pixels[],
): readonly Pixels[] {
  return maps.reduce((signals, { pixels }) => pixels?.(signals) ?? signals, before);
}

/** Builds layers one after the other. */
export function buildAll(
  maps: readonly LayerMap[],
  graph: Graph,
  signals: readonly Signal[],
  within = "",
): readonly Signal[] {
  return maps.reduce((before, map, k) => {
    const after = map.build(graph, before, `layer ${k + 1} of ${maps.length}${within}`);
    return after.map((signal) => (before.includes(signal) ? signal : masked(graph, signal)));
  }, signals);
}
