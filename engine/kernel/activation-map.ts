import type { Dual } from "./dual.js";
import { addNode, correlated } from "./graph.js";
import type { Advance, LayerMap, Rows } from "./map.js";
import { checkGaussian, single } from "./signal.js";

/** The map of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
export function activationMap(
  name: string,
  advance: (rows: Rows) => Advance,
  dual?: Dual,
): LayerMap {
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      checkGaussian(signal, name, place);
      const { pixels } = signal.node;
      const operation = {
        kind: "activation",
        of: correlated(graph, signal.node),
        advance,
        ...(dual === undefined ? {} : { dual }),
      } as const;
      const node = addNode(graph, { name, width: signal.width, pixels, operation });
      return [{ ...signal, node, gaussian: false, label: `${name}'s output` }];
    },
  };
}
