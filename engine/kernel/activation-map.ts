import type { SeriesOf } from "../power-series/activation-series.js";
import type { Dual } from "./dual.js";
import { concatenate } from "./branches.js";
import { addNode, correlated, type Graph } from "./graph.js";
import type { Advance, LayerMap, Rows } from "./map.js";
import { checkGaussian, single, type Signal } from "./signal.js";

/** What is known of E[φ φ′] and E[φ̇ φ̇′] over Gaussian pre-activations. */
interface KnownMoments {
  readonly name: string;
  readonly advance: (rows: Rows) => Advance;
  readonly dual: Dual;
  readonly series?: SeriesOf;
}

/** The map of an activation. */
export function activationMap(activation: KnownMoments): LayerMap {
  const { name } = activation;
  return {
    name,
    build: (graph, signals, place) => [
      activated(graph, single(signals, name, place), activation, place),
    ],
  };
}

function activated(graph: Graph, signal: Signal, activation: KnownMoments, place: string): Signal {
  const { concatenated, node: before } = signal;
  if (concatenated?.node === before) {
    // Channels with kernels of their own: each group's activation, beside the others'.
    const groups = concatenated.branches.map((one) => activated(graph, one, activation, place));
    return concatenate(graph, groups);
  }
  const { name, ...moments } = activation;
  checkGaussian(signal, name, place);
  const operation = { kind: "activation", of: correlated(graph, before), ...moments } as const;
  const node = addNode(graph, { name, width: signal.width, pixels: before.pixels, operation });
  return { ...signal, node, gaussian: false, label: `${name}'s output` };
}
