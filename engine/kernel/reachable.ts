import { operandsOf, type Node } from "./graph.js";

/** The nodes that an output is computed from; what is given already needs none. */
export function reachableFrom(output: Node, given: Node | null = null): ReadonlySet<Node> {
  const reachable = new Set<Node>();
  const pending = [output];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (reachable.has(node)) continue;
    reachable.add(node);
    if (node !== given) pending.push(...operandsOf(node));
  }
  return reachable;
}
