import type { Opcode } from "./opcodes.js";

/** What is known of every row (an example of x1 or x2) between two layers. */
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
}

/**
 * An infinitely wide layer as a map on (NNGP, NTK, variances). The variances go through all layers
 * first, row by row in float64; what the map of a pair needs of its two rows is kept in vectors, and
 * the pairs follow tile by tile, all steps of all layers at a stretch.
 */
export interface LayerMap {
  /** As in messages: `dense(512)`. */
  readonly name: string;
  /** An affine layer makes its outputs Gaussian at infinite width; an activation needs that. */
  readonly kind: "affine" | "activation";
  advance(rows: Rows): Advance;
}

export interface Advance {
  readonly rows: Rows;
  readonly steps: readonly TileStep[];
}
