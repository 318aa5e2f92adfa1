import type { SeriesOf } from "../power-series/activation-series.js";
import type { Dual } from "./dual.js";
import { addNode, correlated } from "./graph.js";
import type { Advance, LayerMap, Rows } from "./map.js";
import { checkGaussian, single } from "./signal.js";

/** What is known of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
interface KnownMoments {
  readonly name: string;
  readonly advance: (rows: Rows) => Advance;
  readonly dual: Dual;
  readonly series?: SeriesOf;
}

/** The map of an activation. */
export function activationMap({ name, ...moments }: KnownMoments): LayerMap {
  return {
    name,
    build(graph, signals, place) {
      const signal = single(signals, name, place);
      checkGaussian(signal, name, place);
      const { pixels } = signal.node;
      const operation = {
        kind: "activation",
        of: correlated(graph, signal.node),
        ...moments,
      } as const;
      const node = addNode(graph, { name, width: signal.width, pixels, operation });
      return [{ ...signal, node, gaussian: false, label: `${name}'s output` }];
    },
  };
}
