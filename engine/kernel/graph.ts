import { NDArray } from "../array/ndarray.js";
import type { AffineKernel } from "./affine.js";
import type { SeriesOf } from "../power-series/activation-series.js";
import type { Dual } from "./dual.js";
import type { Scale } from "./scale.js";
import type { Examples } from "./moments.js";
import type { Frame } from "./frame.js";
import type { Advance, Rows } from "./map.js";
import type { Pattern } from "./signal.js";

/** A term of a sum: a share ω of the covariances of another node. */
export interface Term {
  readonly of: Node;
  readonly weight: number;
  /** For every pixel of the sum the term's pixel, NO_PIXEL for none; null for the same pixel. */
  readonly sources: Int32Array | null;
}

export const NO_PIXEL = -1;

/** A matrix over pixels by rows: the pixels that each row combines, and their weights. */
export interface PixelMatrix {
  readonly support: readonly Int32Array[];
  readonly weights: PixelWeights;
}

/** The weight of the k-th pixel of a row's support, for an example of x1 (side 0) or of x2 (side 1). */
export type WeightOf = (row: number, k: number, example: number) => number;

/** Weights that are the same for all examples. */
export interface SharedWeights {
  readonly kind: "shared";
  readonly values: readonly Float64Array[];
}

/** Weights: the same for all examples, or each example's own, maybe of its own covariances. */
export type PixelWeights =
  | SharedWeights
  | { readonly kind: "examples"; readonly of: readonly [WeightOf, WeightOf] }
  | {
      readonly kind: "attention";
      /** The node whose covariances within an example give its weights. */
      readonly scores: Node;
      /** An example's covariances, pixels × pixels, to its weights, likewise. */
      readonly weigh: (covariances: Float64Array, mask: Float64Array | null) => Float64Array;
      /** The same of arrays [n, pixels, pixels] and a mask [n, pixels]. */
      readonly weighArrays: (covariances: NDArray, mask: NDArray | null) => NDArray;
      /** Whether a transform follows what scales the covariances. */
      readonly traced: boolean;
      readonly masks: readonly [Float64Array, Float64Array] | null;
    };

/** A window over one or two axes: out[o] reads in[o·s + f − low]. */
export interface PlainWindow {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly window: readonly number[];
  readonly strides: readonly number[];
  readonly low: readonly number[];
}

/**
 * The operations that all layers come down to. K is the covariance, Θ the tangent kernel.
 *
 * - `input`: K = x·x′/d, Θ = 0
 * - `sum`: S = Σ ω K[s(o), s(o′)] over independent terms; K′ = σ² S + β, Θ′ = γ S + σ² Σ ω Θ + δ;
 *   with local weights only where o = o′
 * - `activation`: what its `advance` says
 * - `product`: K′ = K₁K₂, Θ′ = Θ₁K₂ + K₁Θ₂
 * - `dropout`: K(x, x) and Θ(x, x) over the keep rate
 * - `scale`: K′ = f f′ K, Θ′ = f f′ Θ with factors of rows
 * - `matrix`: K′ = R K R′ᵀ, Θ′ = R Θ R′ᵀ over pixels
 * - `total`: ω times the sum over all pairs of pixels
 * - `shift`: K′ = αK + β[o, o′], Θ′ likewise
 * - `attend`: see `attend` in engine/wasm/assembly/shared/tile-pixels.ts
 * - `normalise`: the same kernel as correlations
 */
export type Operation =
  | {
      readonly kind: "input";
      /** Spatial lengths. */
      readonly shape: readonly number[];
      /** Spatial maps that are applied to the inputs themselves, the first first. */
      readonly matrices: readonly PixelMatrix[];
    }
  | {
      readonly kind: "sum";
      readonly terms: readonly Term[];
      readonly affine: AffineKernel;
      readonly local?: true;
      /** The window whose places the terms are, where what lies outside the pixels is zero. */
      readonly window?: PlainWindow;
    }
  | {
      readonly kind: "activation";
      readonly of: Node;
      readonly advance: (rows: Rows) => Advance;
      /** The same as array functions. */
      readonly dual: Dual;
      readonly series?: SeriesOf;
    }
  | { readonly kind: "product"; readonly of: readonly [Node, Node] }
  | {
      readonly kind: "dropout";
      readonly of: Node;
      readonly rate: number;
      /** The same where a transform follows it. */
      readonly scale: Scale;
    }
  | {
      readonly kind: "scale";
      readonly of: Node;
      /** Factors from the frame and, where `of` has them, the variances. */
      readonly factors: (frame: Frame, variances: Float64Array | null) => Float64Array;
      /** The same from and as arrays [n, pixels], x1's rows and then x2's. */
      readonly arrays: (variances: NDArray, examples: Examples) => NDArray;
      /** Whether a transform follows what the factors depend on beside the rows. */
      readonly traced?: boolean;
    }
  | { readonly kind: "matrix"; readonly of: Node; readonly matrix: PixelMatrix }
  | { readonly kind: "total"; readonly of: Node; readonly weight: number }
  | {
      readonly kind: "shift";
      readonly of: Node;
      readonly factor: number;
      /** β, pixels × pixels. */
      readonly offsets: Float64Array;
      /** The same where a transform follows it. */
      readonly traced?: NDArray;
    }
  | {
      readonly kind: "attend";
      readonly of: readonly [Node, Node];
      readonly scale: number;
      /** The same where a transform follows it. */
      readonly traced?: Scale;
    }
  | { readonly kind: "normalise"; readonly of: Node };

/** A kernel to be computed. */
export interface Node {
  readonly id: number;
  /** As in messages. */
  readonly name: string;
  readonly pixels: number;
  readonly width: number;
  readonly operation: Operation;
  /**
   * Registers hold covariances after operations that mix pixels and complements after all others (see
   * engine/wasm/assembly/tile.ts).
   */
  readonly holds: "complements" | "covariances";
}

/** The nodes in the order in which they can be computed. */
export interface Graph {
  readonly nodes: Node[];
  /** Adjacency matrices for `stax.aggregate`. */
  readonly pattern: Pattern | null;
}

/** Adds a node to the graph. */
export function addNode(graph: Graph, node: Omit<Node, "id" | "holds">): Node {
  const added = { ...node, id: graph.nodes.length, holds: heldAfter(node.operation) };
  graph.nodes.push(added);
  return added;
}

function heldAfter(operation: Operation): Node["holds"] {
  switch (operation.kind) {
    case "matrix":
    case "total":
    case "shift":
    case "attend":
      return "covariances";
    case "scale":
      return operation.of.holds;
    case "sum":
      return operation.terms.some(({ of }) => of.holds === "covariances")
        ? "covariances"
        : "complements";
    default:
      return "complements";
  }
}

/** The same kernel held as complements, which activations, products and dropout work on. */
export function correlated(graph: Graph, node: Node): Node {
  if (node.holds === "complements") return node;
  const { name, pixels, width } = node;
  return addNode(graph, { name, pixels, width, operation: { kind: "normalise", of: node } });
}

/** Whether a transform follows the layer's own parameters: such kernels are array functions. */
export function hasTracedParameters({ operation }: Node): boolean {
  switch (operation.kind) {
    case "sum":
      return operation.affine.traced !== undefined;
    case "activation":
      return operation.dual.traced?.() ?? false;
    case "dropout":
      return operation.scale instanceof NDArray;
    case "scale":
      return operation.traced ?? false;
    case "matrix":
      return operation.matrix.weights.kind === "attention" && operation.matrix.weights.traced;
    case "shift":
    case "attend":
      return operation.traced !== undefined;
    default:
      return false;
  }
}

/** The nodes that a node is computed from, pair by pair. */
export function operandsOf({ operation }: Node): readonly Node[] {
  switch (operation.kind) {
    case "input":
      return [];
    case "sum":
      return operation.terms.map(({ of }) => of);
    case "product":
    case "attend":
      return operation.of;
    default:
      return [operation.of];
  }
}
