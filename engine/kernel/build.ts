import { DomainError } from "../errors.js";
import { addNode, type Graph, type Node } from "./graph.js";
import type { Inputs } from "./inputs.js";
import { buildAll, type LayerMap } from "./map.js";
import { pixelsOf, type Mask, type Pattern, type Signal } from "./signal.js";

/** What networks may take besides x1 and x2. */
export interface Extras {
  readonly mask: Mask | null;
  readonly pattern: Pattern | null;
}

/** The graph of a network on inputs of a shape, and its output. */
export function buildGraph(
  maps: readonly LayerMap[],
  { spatial, features }: Pick<Inputs, "spatial" | "features">,
  { mask, pattern }: Extras,
): { graph: Graph; output: Signal; node: Node } {
  const graph: Graph = { nodes: [], pattern };
  const operation = { kind: "input", shape: spatial, matrices: [] } as const;
  const pixels = pixelsOf(spatial);
  const node = addNode(graph, { name: "input", pixels, width: features, operation });
  const signal: Signal = {
    ...{ node, shape: spatial, width: features, gaussian: false, mask },
    sources: new Set([node]),
    label: "the network's input",
  };
  const signals = buildAll(maps, graph, [signal]);
  const [output] = signals;
  if (output === undefined || signals.length !== 1) {
    throw new DomainError(
      `kernel: the network ends in ${signals.length} branches; join them, e.g. with stax.fanInSum()`,
    );
  }
  return { graph, output, node: output.node };
}
