import { buildGraph } from "../kernel/build.js";
import type { Node } from "../kernel/graph.js";
import type { Network } from "../stax/layer.js";

/** K(z) = slope·z + constant of what comes before the activations. */
interface Affine {
  readonly slope: number;
  readonly constant: number;
}

/**
 * log ρ of the nearest z = −ρ at which inputs of an activation would be opposite: with K = az + b before it
 * (az + b)/(a + b) = −1 at ρ = 1 + 2b/a. Biases push the kink away from z = −1. 0 where nothing says how far.
 */
export function kinkBeyond({ maps }: Pick<Network, "maps">): number {
  const input = { spatial: [], features: 1 };
  const { graph } = buildGraph(maps, input, { mask: null, pattern: null });
  const known = new Map<Node, Affine | null>();
  const distances: number[] = [];
  for (const node of graph.nodes) {
    known.set(node, affineOf(node, known));
    if (node.operation.kind !== "activation") continue;
    const before = known.get(node.operation.of);
    if (before && before.slope > 0)
      distances.push(Math.log1p((2 * before.constant) / before.slope));
  }
  return distances.reduce((nearest, distance) => Math.min(nearest, distance), Infinity);
}

function affineOf({ operation }: Node, known: ReadonlyMap<Node, Affine | null>): Affine | null {
  if (operation.kind === "input") return { slope: 1, constant: 0 };
  if (operation.kind === "normalise") return known.get(operation.of) ?? null;
  if (operation.kind !== "sum") return null;
  const { weightVariance, biasVariance } = operation.affine;
  let [slope, constant] = [0, biasVariance];
  for (const { of, weight } of operation.terms) {
    const before = known.get(of);
    if (!before) return null;
    slope += weightVariance * weight * before.slope;
    constant += weightVariance * weight * before.constant;
  }
  return { slope, constant };
}
