import { DomainError } from "../errors.js";
import { addNode, correlated } from "./graph.js";
import type { LayerMap } from "./map.js";
import { single } from "./signal.js";

/** Entries kept with probability `rate` and divided by it: only an example's own variance changes. */
export function dropoutMap(rate: number): LayerMap {
  const name = `dropout(${rate})`;
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
      const operation = { kind: "dropout", of: correlated(graph, signal.node), rate } as const;
      const node = addNode(graph, { name, width, pixels, operation });
      return [{ ...signal, node, gaussian: false, label: `${name}'s output` }];
    },
  };
}
