import { DomainError } from "../errors.js";
import type { Scale } from "./scale.js";
import { addNode, correlated } from "./graph.js";
import type { LayerMap } from "./map.js";
import { single } from "./signal.js";

/**
 * Entries kept with probability `rate` and divided by it: only an example's own variance changes.
 *
 * @param scale - The rate where a transform follows it.
 */
export function dropoutMap(name: string, rate: number, scale: Scale): LayerMap {
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      if (signal.node.operation.kind === "input") {
        throw new DomainError(
          `kernel: ${name} (${place}) acts on the network's input, whose kernel it would make random; put a layer with weights before it`,
        );
      }
      const { pixels, width } = signal.node;
      const of = correlated(graph, signal.node);
      const operation = { kind: "dropout", of, rate, scale } as const;
      const node = addNode(graph, { name, width, pixels, operation });
      return [{ ...signal, node, gaussian: false, label: `${name}'s output` }];
    },
  };
}
