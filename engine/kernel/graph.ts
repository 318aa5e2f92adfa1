import type { AffineKernel } from "./affine.js";
import type { Advance, Rows } from "./map.js";

/** A term of a sum: a share ω of the covariances of another node. */
export interface Term {
  readonly of: Node;
  readonly weight: number;
  /** For every pixel of the sum the term's pixel, NO_PIXEL for none; null for the same pixel. */
  readonly sources: Int32Array | null;
}

export const NO_PIXEL = -1;

/**
 * The operations that all layers come down to. K is the covariance, Θ the tangent kernel.
 *
 * - `input`: K = x·x′/d, Θ = 0
 * - `sum`: S = Σ ω K[s(o), s(o′)] over independent terms; K′ = σ² S + β, Θ′ = γ S + σ² Σ ω Θ + δ
 * - `activation`: what its `advance` says
 * - `product`: K′ = K₁K₂, Θ′ = Θ₁K₂ + K₁Θ₂
 * - `dropout`: K(x, x) and Θ(x, x) over the keep rate
 * - `scale`: K′ = f f′ K, Θ′ = f f′ Θ with factors of the variances
 */
export type Operation =
  | { readonly kind: "input" }
  | {
      readonly kind: "sum";
      readonly terms: readonly Term[];
      readonly affine: AffineKernel;
    }
  | { readonly kind: "activation"; readonly of: Node; readonly advance: (rows: Rows) => Advance }
  | { readonly kind: "product"; readonly of: readonly [Node, Node] }
  | { readonly kind: "dropout"; readonly of: Node; readonly rate: number }
  | {
      readonly kind: "scale";
      readonly of: Node;
      readonly factors: (variances: Float64Array) => Float64Array;
    };

/** A kernel to be computed. */
export interface Node {
  readonly id: number;
  /** As in messages. */
  readonly name: string;
  readonly pixels: number;
  readonly width: number;
  readonly operation: Operation;
}

/** The nodes in the order in which they can be computed. */
export interface Graph {
  readonly nodes: Node[];
}

/** Adds a node to the graph. */
export function addNode(graph: Graph, node: Omit<Node, "id">): Node {
  const added = { ...node, id: graph.nodes.length };
  graph.nodes.push(added);
  return added;
}

/** The nodes that a node is computed from. */
export function operandsOf({ operation }: Node): readonly Node[] {
  switch (operation.kind) {
    case "input":
      return [];
    case "sum":
      return operation.terms.map(({ of }) => of);
    case "product":
      return operation.of;
    default:
      return [operation.of];
  }
}
